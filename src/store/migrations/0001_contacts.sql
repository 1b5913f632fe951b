CREATE TABLE "contacts" (
	"key" text PRIMARY KEY NOT NULL,
	"workspace" text NOT NULL,
	"row" jsonb NOT NULL
);
