CREATE TABLE "customer_event_words" (
	"customer" text NOT NULL,
	"seq" integer NOT NULL,
	"field" text NOT NULL,
	"workspace" text NOT NULL,
	"salt" text,
	"words" text,
	"erased_at" bigint,
	CONSTRAINT "customer_event_words_customer_seq_field_pk" PRIMARY KEY("customer","seq","field")
);
--> statement-breakpoint
CREATE TABLE "customer_events" (
	"customer" text NOT NULL,
	"seq" integer NOT NULL,
	"workspace" text NOT NULL,
	"at" bigint NOT NULL,
	"type" text NOT NULL,
	"actor" text NOT NULL,
	"body" jsonb NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "customer_events_customer_seq_pk" PRIMARY KEY("customer","seq")
);
--> statement-breakpoint
CREATE TABLE "customer_known_by" (
	"workspace" text NOT NULL,
	"known_by" text NOT NULL,
	"customer" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "customer_known_by_pkey" PRIMARY KEY("workspace","known_by","customer")
);
--> statement-breakpoint
CREATE TABLE "customers_apart" (
	"workspace" text NOT NULL,
	"customer" text NOT NULL,
	"other" text NOT NULL,
	CONSTRAINT "customers_apart_pkey" PRIMARY KEY("workspace","customer","other")
);
--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "id" text DEFAULT gen_random_uuid()::text NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "joined_into" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "root" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "since" bigint;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "last_hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "customer_known_by_customer" ON "customer_known_by" USING btree ("workspace","customer");--> statement-breakpoint
CREATE UNIQUE INDEX "customers_id" ON "customers" USING btree ("workspace","id");--> statement-breakpoint
CREATE INDEX "customers_root" ON "customers" USING btree ("workspace","root") WHERE root is not null;--> statement-breakpoint
CREATE INDEX "customers_unrecorded" ON "customers" USING btree ("workspace","key") WHERE since is null;