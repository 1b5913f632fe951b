DROP INDEX "cases_queue";--> statement-breakpoint
CREATE INDEX "cases_lists" ON "cases" USING btree ("workspace","status","next_due_at","owner","number","id","shape") WHERE status <> 'closed';--> statement-breakpoint
CREATE INDEX "cases_waiting" ON "cases" USING btree ("workspace","shape","id") WHERE status <> 'closed' and jsonb_path_exists(state, '$.remedies[*]?(@.status == "pending")', '{}', true);--> statement-breakpoint
CREATE INDEX "cases_snoozed" ON "cases" USING btree ("workspace","shape","id") WHERE status <> 'closed' and state ? 'snoozedUntil';--> statement-breakpoint
CREATE INDEX "cases_unacknowledged" ON "cases" USING btree ("workspace","shape") WHERE status = 'open' and not state ? 'acknowledged';--> statement-breakpoint
CREATE INDEX "cases_reopened" ON "cases" USING btree ("workspace","shape") WHERE status = 'open' and state->'round' > '1';