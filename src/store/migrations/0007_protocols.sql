CREATE TABLE "protocols" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"hash" text NOT NULL,
	"text" text NOT NULL,
	"rules" text NOT NULL,
	"file" text,
	"release" text NOT NULL,
	"since" bigint NOT NULL,
	"differences" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_events" ADD COLUMN "protocol" text;