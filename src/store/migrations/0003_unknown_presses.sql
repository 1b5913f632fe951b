ALTER TABLE "message_refs" ALTER COLUMN "presses" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "message_refs" ALTER COLUMN "presses" DROP NOT NULL;--> statement-breakpoint
-- Those sent before this column was: their buttons aren't known. What never has any needn't be looked at again.
UPDATE "message_refs" SET "presses" = NULL
WHERE "presses" = '' AND split_part("surface", ':', 1) NOT IN ('note', 'unreachable', 'acknowledgement', 'apology', 'update');
