CREATE TABLE "accounts" (
	"platform" text NOT NULL,
	"external_id" text NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "accounts_platform_external_id_pk" PRIMARY KEY("platform","external_id")
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"actor" uuid,
	"subject" jsonb NOT NULL,
	"seal_number" integer,
	"previous_hash" text,
	"hash" text,
	CONSTRAINT "audit_entries_sealed_whole" CHECK (num_nulls("audit_entries"."seal_number", "audit_entries"."previous_hash", "audit_entries"."hash") in (0, 3))
);
--> statement-breakpoint
CREATE TABLE "package_facts" (
	"key" text PRIMARY KEY NOT NULL,
	"facts" jsonb NOT NULL,
	"fetched_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"display_name" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "thread_memory" (
	"person_id" uuid NOT NULL,
	"thread" text NOT NULL,
	"subject" jsonb,
	"use" jsonb,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "thread_memory_person_id_thread_pk" PRIMARY KEY("person_id","thread")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_actor_people_id_fk" FOREIGN KEY ("actor") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_memory" ADD CONSTRAINT "thread_memory_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_person_id" ON "accounts" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_entries_seal_number" ON "audit_entries" USING btree ("seal_number");--> statement-breakpoint
CREATE INDEX "audit_entries_unsealed" ON "audit_entries" USING btree ("id") WHERE "audit_entries"."seal_number" is null;