CREATE TABLE "event_words" (
	"case_id" text NOT NULL,
	"seq" integer NOT NULL,
	"field" text NOT NULL,
	"workspace" text NOT NULL,
	"salt" text,
	"words" text,
	"erased_at" bigint,
	CONSTRAINT "event_words_case_id_seq_field_pk" PRIMARY KEY("case_id","seq","field")
);
--> statement-breakpoint
CREATE TABLE "rechained_cases" (
	"case_id" text NOT NULL,
	"version" integer NOT NULL,
	"workspace" text NOT NULL,
	"events" jsonb NOT NULL,
	"old_head" text NOT NULL,
	"new_head" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "rechained_cases_case_id_version_pk" PRIMARY KEY("case_id","version")
);
--> statement-breakpoint
ALTER TABLE "case_events" ADD COLUMN "words_apart" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "case_events_words_within" ON "case_events" USING btree ("case_id") WHERE not words_apart;