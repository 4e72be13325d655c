CREATE TABLE "policies" (
	"sha256" text PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"content" jsonb NOT NULL,
	"activated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "policies_activated" ON "policies" USING btree ("activated_at");