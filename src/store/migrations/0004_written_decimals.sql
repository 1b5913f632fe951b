CREATE TABLE "written_decimals" (
	"workspace" text NOT NULL,
	"currency" text NOT NULL,
	"until" bigint NOT NULL,
	"decimals" integer NOT NULL,
	"settled_at" bigint,
	CONSTRAINT "written_decimals_workspace_currency_until_pk" PRIMARY KEY("workspace","currency","until")
);
--> statement-breakpoint
-- What an older release wrote in a currency where Intl and ISO 4217 differ, see src/store/written-decimals.ts. Where every
-- runtime wrote it alike it is settled; where runtimes differ it is read by the table until the operator has said otherwise.
INSERT INTO "written_decimals" ("workspace", "currency", "until", "decimals", "settled_at")
SELECT held.workspace, held.currency, held.until, older.decimals, CASE WHEN older.settled THEN held.now END
FROM (
  SELECT workspace, currency, now, greatest(max(at), now) + 1 AS until
  FROM (
    SELECT workspace, at, coalesce(body->'amount', body->'pricePaid')->>'currency' AS currency,
      floor(extract(epoch FROM now()) * 1000)::bigint AS now
    FROM "case_events"
  ) AS amounts
  WHERE currency IS NOT NULL GROUP BY workspace, currency, now
) AS held
JOIN (
  SELECT unnest(string_to_array('AFN ALL IQD IRR KPW LAK LBP MGA MMK MRO SLL SOS STD SYP TMM YER ZMK ZWD', ' ')) AS currency,
    0 AS decimals, true AS settled
  UNION ALL SELECT unnest(string_to_array('COP HUF IDR PKR RSD', ' ')), 2, false
) AS older USING (currency);
--> statement-breakpoint
-- Nothing changes its worth: what is derived from those events is put into the minor units of today, or folded anew when read.
UPDATE "budgets" SET "minor" = "minor" * (CASE "currency" WHEN 'IQD' THEN 1000 ELSE 100 END)
WHERE "currency" IN (SELECT "currency" FROM "written_decimals" WHERE "settled_at" IS NOT NULL);
--> statement-breakpoint
UPDATE "cases" SET "shape" = 0 WHERE "id" IN (
  SELECT "case_id" FROM "case_events" JOIN "written_decimals" USING ("workspace")
  WHERE "settled_at" IS NOT NULL AND coalesce("body"->'amount', "body"->'pricePaid')->>'currency' = "currency"
);
