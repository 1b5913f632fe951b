CREATE TABLE "budgets" (
	"case_id" text NOT NULL,
	"remedy" text NOT NULL,
	"workspace" text NOT NULL,
	"customer" text NOT NULL,
	"person" text NOT NULL,
	"minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "budgets_case_id_remedy_pk" PRIMARY KEY("case_id","remedy")
);
--> statement-breakpoint
CREATE TABLE "case_events" (
	"case_id" text NOT NULL,
	"seq" integer NOT NULL,
	"workspace" text NOT NULL,
	"at" bigint NOT NULL,
	"type" text NOT NULL,
	"actor" text NOT NULL,
	"body" jsonb NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "case_events_case_id_seq_pk" PRIMARY KEY("case_id","seq")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"number" integer NOT NULL,
	"status" text NOT NULL,
	"owner" text,
	"customer_key" text NOT NULL,
	"severity" text NOT NULL,
	"failure_type" text NOT NULL,
	"root_cause" text,
	"opened_at" bigint NOT NULL,
	"resolved_at" bigint,
	"closed_at" bigint,
	"outcome" text,
	"next_due_at" bigint,
	"version" integer NOT NULL,
	"shape" integer NOT NULL,
	"state" jsonb NOT NULL,
	"last_hash" text NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "cases_number" UNIQUE("workspace","number")
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"workspace" text NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"cases" integer NOT NULL,
	"survey_opt_out" bigint,
	CONSTRAINT "customers_workspace_key_pk" PRIMARY KEY("workspace","key")
);
--> statement-breakpoint
CREATE TABLE "installations" (
	"platform" text NOT NULL,
	"workspace" text NOT NULL,
	"secret" text NOT NULL,
	CONSTRAINT "installations_platform_workspace_pk" PRIMARY KEY("platform","workspace")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"case_id" text NOT NULL,
	"surface" text NOT NULL,
	"lane" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"not_before" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"failed_at" bigint,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "lanes" (
	"lane" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"free_at" bigint NOT NULL,
	"leased_until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "message_refs" (
	"case_id" text NOT NULL,
	"surface" text NOT NULL,
	"workspace" text NOT NULL,
	"place" jsonb NOT NULL,
	"message" text NOT NULL,
	CONSTRAINT "message_refs_case_id_surface_pk" PRIMARY KEY("case_id","surface")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"person" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"email" text,
	"outsider" boolean NOT NULL,
	"identity" jsonb NOT NULL,
	"fetched_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"workspace" text NOT NULL,
	"key" text NOT NULL,
	"answer" jsonb NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "requests_pkey" PRIMARY KEY("workspace","key")
);
--> statement-breakpoint
CREATE TABLE "surveys" (
	"case_id" text NOT NULL,
	"round" integer NOT NULL,
	"workspace" text NOT NULL,
	"sent_at" bigint,
	"reminded_at" bigint,
	"answered_at" bigint,
	"expired_at" bigint,
	"answers" jsonb NOT NULL,
	"comment" text,
	CONSTRAINT "surveys_case_id_round_pk" PRIMARY KEY("case_id","round")
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"case_id" text NOT NULL,
	"key" text NOT NULL,
	"workspace" text NOT NULL,
	"due_at" bigint NOT NULL,
	CONSTRAINT "timers_case_id_key_pk" PRIMARY KEY("case_id","key")
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"workspace" text PRIMARY KEY NOT NULL,
	"last_number" integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX "budgets_customer" ON "budgets" USING btree ("workspace","customer","at");--> statement-breakpoint
CREATE INDEX "budgets_person" ON "budgets" USING btree ("workspace","person","at");--> statement-breakpoint
CREATE INDEX "case_events_time" ON "case_events" USING btree ("workspace","at");--> statement-breakpoint
CREATE INDEX "cases_queue" ON "cases" USING btree ("workspace","status","next_due_at") WHERE status <> 'closed';--> statement-breakpoint
CREATE INDEX "cases_opened" ON "cases" USING btree ("workspace","opened_at");--> statement-breakpoint
CREATE INDEX "cases_customer" ON "cases" USING btree ("workspace","customer_key");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_coalesced" ON "jobs" USING btree ("case_id","surface","lane") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "jobs_of_lane" ON "jobs" USING btree ("lane","id") WHERE state <> 'failed';--> statement-breakpoint
CREATE INDEX "people_email" ON "people" USING btree ("workspace","email");--> statement-breakpoint
CREATE INDEX "requests_at" ON "requests" USING btree ("at");--> statement-breakpoint
CREATE INDEX "surveys_sent" ON "surveys" USING btree ("workspace","sent_at");--> statement-breakpoint
CREATE INDEX "timers_due" ON "timers" USING btree ("due_at");