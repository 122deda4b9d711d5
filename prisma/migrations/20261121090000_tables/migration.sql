-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "organisation_kind" AS ENUM ('MUNICIPALITY', 'COUNTY', 'BODY');

-- CreateEnum
CREATE TYPE "match_scope" AS ENUM ('SAME_REGION', 'EXTENDED_REGION', 'NEIGHBOUR_REGION', 'COUNTY', 'REMOTE');

-- CreateEnum
CREATE TYPE "language" AS ENUM ('nb', 'nn', 'se', 'en');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('MANAGER', 'CASE_WORKER', 'SPECIALIST', 'BROKER', 'ORG_ADMIN', 'PLATFORM_ADMIN');

-- CreateEnum
CREATE TYPE "right_given" AS ENUM ('POST', 'RELEASE', 'APPROVE', 'SIGN');

-- CreateEnum
CREATE TYPE "need_status" AS ENUM ('DRAFT', 'SUBMITTED', 'RETURNED', 'OPEN', 'ON_HOLD', 'PARTLY_FILLED', 'FILLED', 'CLOSED', 'WITHDRAWN', 'EXPIRED');

-- CreateEnum
CREATE TYPE "need_outcome" AS ENUM ('FILLED', 'NONE_SUITABLE', 'MET_OTHERWISE', 'CANCELLED', 'DUPLICATE');

-- CreateEnum
CREATE TYPE "work_mode" AS ENUM ('ONSITE', 'HYBRID', 'REMOTE');

-- CreateEnum
CREATE TYPE "engagement_form" AS ENUM ('SECONDMENT', 'SHARED_POSITION', 'HOSTING_VISIT', 'SUPERVISION', 'PLACEMENT', 'BUYOUT');

-- CreateEnum
CREATE TYPE "competence_level" AS ENUM ('BASIC', 'PROFICIENT', 'EXPERT');

-- CreateEnum
CREATE TYPE "lack" AS ENUM ('CAPACITY', 'COMPETENCE', 'BOTH');

-- CreateEnum
CREATE TYPE "barrier" AS ENUM ('STAFFING', 'ECONOMY', 'RECRUITMENT', 'TIME', 'OTHER');

-- CreateEnum
CREATE TYPE "offer_status" AS ENUM ('DRAFT', 'AWAITING_RELEASE', 'NOT_RELEASED', 'AVAILABLE', 'PAUSED', 'EXHAUSTED', 'WITHDRAWN', 'EXPIRED');

-- CreateEnum
CREATE TYPE "hours_basis" AS ENUM ('INSIDE_POST', 'ON_TOP');

-- CreateEnum
CREATE TYPE "terms_kind" AS ENUM ('PAID', 'TIME_BANK', 'FREE');

-- CreateEnum
CREATE TYPE "match_outcome" AS ENUM ('ELIGIBLE', 'NEAR_MISS');

-- CreateTable
CREATE TABLE "county" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "official_name" TEXT NOT NULL,
    "org_number" TEXT,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,

    CONSTRAINT "county_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "municipality" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "county_code" TEXT NOT NULL,
    "population" INTEGER NOT NULL,
    "centrality_class" INTEGER NOT NULL,
    "written_form" TEXT NOT NULL,
    "admin_centre" TEXT NOT NULL,
    "lat" DOUBLE PRECISION NOT NULL,
    "lon" DOUBLE PRECISION NOT NULL,
    "org_number" TEXT,
    "employed_residents" INTEGER NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,

    CONSTRAINT "municipality_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "municipality_name" (
    "municipality_code" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "municipality_name_pkey" PRIMARY KEY ("municipality_code","language","name")
);

-- CreateTable
CREATE TABLE "municipality_successor" (
    "code" TEXT NOT NULL,
    "successor_code" TEXT NOT NULL,

    CONSTRAINT "municipality_successor_pkey" PRIMARY KEY ("code","successor_code")
);

-- CreateTable
CREATE TABLE "region" (
    "id" TEXT NOT NULL,
    "standard" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,

    CONSTRAINT "region_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "region_member" (
    "region_id" TEXT NOT NULL,
    "municipality_code" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,

    CONSTRAINT "region_member_pkey" PRIMARY KEY ("region_id","municipality_code","valid_from")
);

-- CreateTable
CREATE TABLE "region_county" (
    "region_id" TEXT NOT NULL,
    "county_code" TEXT NOT NULL,

    CONSTRAINT "region_county_pkey" PRIMARY KEY ("region_id","county_code")
);

-- CreateTable
CREATE TABLE "adjacency" (
    "a" TEXT NOT NULL,
    "b" TEXT NOT NULL,

    CONSTRAINT "adjacency_pkey" PRIMARY KEY ("a","b")
);

-- CreateTable
CREATE TABLE "commuting" (
    "home" TEXT NOT NULL,
    "work" TEXT NOT NULL,
    "commuters" INTEGER NOT NULL,

    CONSTRAINT "commuting_pkey" PRIMARY KEY ("home","work")
);

-- CreateTable
CREATE TABLE "competence" (
    "code" TEXT NOT NULL,
    "broader_code" TEXT,
    "label_nb" TEXT NOT NULL,
    "label_nn" TEXT NOT NULL,
    "label_en" TEXT NOT NULL,
    "synonyms" TEXT[],
    "occupation_code" TEXT,
    "authorisation_required" BOOLEAN NOT NULL,
    "selectable" BOOLEAN NOT NULL,
    "priority" INTEGER,

    CONSTRAINT "competence_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "occupation" (
    "code" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "parent_code" TEXT,

    CONSTRAINT "occupation_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "statutory_requirement" (
    "id" TEXT NOT NULL,
    "law" TEXT NOT NULL,
    "section" TEXT NOT NULL,
    "summary_nb" TEXT NOT NULL,
    "summary_nn" TEXT NOT NULL,
    "summary_en" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "source" TEXT NOT NULL,
    "note" TEXT,

    CONSTRAINT "statutory_requirement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statutory_requirement_competence" (
    "requirement_id" TEXT NOT NULL,
    "competence_code" TEXT NOT NULL,

    CONSTRAINT "statutory_requirement_competence_pkey" PRIMARY KEY ("requirement_id","competence_code")
);

-- CreateTable
CREATE TABLE "holiday" (
    "date" DATE NOT NULL,
    "name_nb" TEXT NOT NULL,
    "name_nn" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,

    CONSTRAINT "holiday_pkey" PRIMARY KEY ("date")
);

-- CreateTable
CREATE TABLE "reference_import" (
    "fingerprint" TEXT NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reference_import_pkey" PRIMARY KEY ("fingerprint")
);

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code" TEXT NOT NULL,
    "kind" "organisation_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "municipality_code" TEXT,
    "county_code" TEXT,
    "form" TEXT,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "body_member" (
    "organisation_id" UUID NOT NULL,
    "municipality_code" TEXT NOT NULL,

    CONSTRAINT "body_member_pkey" PRIMARY KEY ("organisation_id","municipality_code")
);

-- CreateTable
CREATE TABLE "reach" (
    "place_code" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "scope" "match_scope" NOT NULL,

    CONSTRAINT "reach_pkey" PRIMARY KEY ("place_code","organisation_id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "language" "language",
    "demonstration" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "person_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "unit" TEXT,
    "rights" "right_given"[],
    "amount_limit_ore" INTEGER,
    "deputy_for" TEXT,
    "delegation_reference" TEXT,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "need" (
    "id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "place_code" TEXT NOT NULL,
    "region_id" TEXT NOT NULL,
    "status" "need_status" NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "minutes_total" INTEGER NOT NULL,
    "minutes_per_week" INTEGER,
    "minutes_min" INTEGER,
    "minutes_agreed" INTEGER NOT NULL DEFAULT 0,
    "period_from" DATE NOT NULL,
    "period_to" DATE NOT NULL,
    "answer_by" DATE NOT NULL,
    "engagements" "engagement_form"[],
    "work_mode" "work_mode" NOT NULL,
    "work_languages" TEXT[],
    "work_language_required" BOOLEAN NOT NULL,
    "statutory_requirement_id" TEXT,
    "statutory_rank" SMALLINT NOT NULL DEFAULT 1,
    "lacks" "lack",
    "barriers" "barrier"[],
    "relies_on_one_person" BOOLEAN NOT NULL,
    "funding_secured" BOOLEAN,
    "funding_year" INTEGER,
    "search_scope" "match_scope" NOT NULL,
    "outcome" "need_outcome",
    "published_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "need_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "need_requirement" (
    "need_id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "competence_code" TEXT NOT NULL,
    "level" "competence_level" NOT NULL,
    "mandatory" BOOLEAN NOT NULL,
    "position" SMALLINT NOT NULL,

    CONSTRAINT "need_requirement_pkey" PRIMARY KEY ("need_id","competence_code")
);

-- CreateTable
CREATE TABLE "need_co_borrower" (
    "need_id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "minutes" INTEGER NOT NULL,
    "position" SMALLINT NOT NULL,

    CONSTRAINT "need_co_borrower_pkey" PRIMARY KEY ("need_id","organisation_id")
);

-- CreateTable
CREATE TABLE "offer" (
    "id" UUID NOT NULL,
    "lender_id" UUID NOT NULL,
    "specialist_id" UUID NOT NULL,
    "position_minutes_per_week" INTEGER,
    "specialist_agreed" BOOLEAN NOT NULL,
    "released" BOOLEAN NOT NULL,
    "permanent_employee" BOOLEAN NOT NULL DEFAULT false,
    "release_minutes_per_week" INTEGER,
    "release_until" DATE,
    "release_engagements" "engagement_form"[] DEFAULT ARRAY[]::"engagement_form"[],
    "pre_approved" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "offer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "listing" (
    "id" UUID NOT NULL,
    "status" "offer_status" NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "visible" BOOLEAN NOT NULL DEFAULT false,
    "headline" TEXT NOT NULL,
    "region_id" TEXT NOT NULL,
    "region_only" BOOLEAN NOT NULL,
    "hours_basis" "hours_basis" NOT NULL,
    "terms_kind" "terms_kind" NOT NULL,
    "hourly_ore" INTEGER,
    "travel_counted" BOOLEAN NOT NULL,
    "engagements" "engagement_form"[],
    "work_mode" "work_mode" NOT NULL,
    "travel_limit_km" INTEGER,
    "work_languages" TEXT[],
    "last_day" DATE NOT NULL,
    "resume_on" DATE,
    "published_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "listing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "listing_lender" (
    "listing_id" UUID NOT NULL,
    "lender_id" UUID NOT NULL,
    "base_code" TEXT NOT NULL,
    "hidden" BOOLEAN NOT NULL,

    CONSTRAINT "listing_lender_pkey" PRIMARY KEY ("listing_id")
);

-- CreateTable
CREATE TABLE "listing_competence" (
    "listing_id" UUID NOT NULL,
    "competence_code" TEXT NOT NULL,
    "level" "competence_level" NOT NULL,
    "position" SMALLINT NOT NULL,

    CONSTRAINT "listing_competence_pkey" PRIMARY KEY ("listing_id","competence_code")
);

-- CreateTable
CREATE TABLE "availability" (
    "listing_id" UUID NOT NULL,
    "period_from" DATE NOT NULL,
    "period_to" DATE NOT NULL,
    "minutes_per_week" INTEGER NOT NULL,

    CONSTRAINT "availability_pkey" PRIMARY KEY ("listing_id","period_from")
);

-- CreateTable
CREATE TABLE "offer_evidence" (
    "offer_id" UUID NOT NULL,
    "lender_id" UUID NOT NULL,
    "competence_code" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,

    CONSTRAINT "offer_evidence_pkey" PRIMARY KEY ("offer_id","competence_code")
);

-- CreateTable
CREATE TABLE "transition" (
    "id" UUID NOT NULL,
    "need_id" UUID,
    "offer_id" UUID,
    "act" TEXT NOT NULL,
    "from_status" TEXT,
    "to_status" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "role" "role",
    "visible" BOOLEAN NOT NULL,

    CONSTRAINT "transition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transition_detail" (
    "transition_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID,
    "acting_for_id" UUID,
    "reason" TEXT,

    CONSTRAINT "transition_detail_pkey" PRIMARY KEY ("transition_id")
);

-- CreateTable
CREATE TABLE "match" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "need_id" UUID NOT NULL,
    "offer_id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "lender_id" UUID NOT NULL,
    "outcome" "match_outcome" NOT NULL,
    "position" SMALLINT NOT NULL,
    "scope" "match_scope" NOT NULL,
    "score" INTEGER NOT NULL,
    "feasible_minutes" INTEGER NOT NULL,
    "criteria" JSONB NOT NULL,
    "rules_version" TEXT NOT NULL,
    "need_revision" INTEGER NOT NULL,
    "offer_revision" INTEGER NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "match_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "need_matching" (
    "need_id" UUID NOT NULL,
    "matched_revision" INTEGER NOT NULL,
    "matched_at" TIMESTAMPTZ(3) NOT NULL,
    "searched_to" "match_scope",
    "everywhere" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "need_matching_pkey" PRIMARY KEY ("need_id")
);

-- CreateTable
CREATE TABLE "listing_matching" (
    "listing_id" UUID NOT NULL,
    "matched_revision" INTEGER NOT NULL,
    "matched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "listing_matching_pkey" PRIMARY KEY ("listing_id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "job" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dispatched_at" TIMESTAMPTZ(3),
    "dispatches" INTEGER NOT NULL DEFAULT 0,
    "done_at" TIMESTAMPTZ(3),
    "parked_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency" (
    "person_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "typename" TEXT,
    "thing_id" UUID,
    "revision" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_pkey" PRIMARY KEY ("person_id","field","key")
);

-- CreateTable
CREATE TABLE "clock" (
    "only" BOOLEAN NOT NULL DEFAULT true,
    "offset_seconds" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "clock_pkey" PRIMARY KEY ("only")
);

-- CreateIndex
CREATE INDEX "municipality_county_code_idx" ON "municipality"("county_code");

-- CreateIndex
CREATE UNIQUE INDEX "region_standard_code_valid_from_key" ON "region"("standard", "code", "valid_from");

-- CreateIndex
CREATE INDEX "region_member_municipality_code_idx" ON "region_member"("municipality_code");

-- CreateIndex
CREATE INDEX "region_county_county_code_idx" ON "region_county"("county_code");

-- CreateIndex
CREATE INDEX "commuting_work_idx" ON "commuting"("work");

-- CreateIndex
CREATE INDEX "competence_broader_code_idx" ON "competence"("broader_code");

-- CreateIndex
CREATE INDEX "statutory_requirement_competence_competence_code_idx" ON "statutory_requirement_competence"("competence_code");

-- CreateIndex
CREATE UNIQUE INDEX "organisation_code_key" ON "organisation"("code");

-- CreateIndex
CREATE UNIQUE INDEX "organisation_municipality_code_key" ON "organisation"("municipality_code");

-- CreateIndex
CREATE UNIQUE INDEX "organisation_county_code_key" ON "organisation"("county_code");

-- CreateIndex
CREATE INDEX "body_member_municipality_code_idx" ON "body_member"("municipality_code");

-- CreateIndex
CREATE INDEX "reach_organisation_id_idx" ON "reach"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE INDEX "membership_person_id_idx" ON "membership"("person_id");

-- CreateIndex
CREATE INDEX "membership_organisation_id_role_idx" ON "membership"("organisation_id", "role");

-- CreateIndex
CREATE INDEX "need_borrower_id_idx" ON "need"("borrower_id");

-- CreateIndex
CREATE INDEX "need_region_id_statutory_rank_answer_by_created_at_id_idx" ON "need"("region_id", "statutory_rank", "answer_by", "created_at", "id");

-- CreateIndex
CREATE INDEX "need_statutory_rank_answer_by_created_at_id_idx" ON "need"("statutory_rank", "answer_by", "created_at", "id");

-- CreateIndex
CREATE INDEX "need_place_code_idx" ON "need"("place_code");

-- CreateIndex
CREATE INDEX "need_statutory_requirement_id_idx" ON "need"("statutory_requirement_id");

-- CreateIndex
CREATE UNIQUE INDEX "need_id_borrower_id_key" ON "need"("id", "borrower_id");

-- CreateIndex
CREATE INDEX "need_requirement_competence_code_idx" ON "need_requirement"("competence_code");

-- CreateIndex
CREATE INDEX "need_co_borrower_organisation_id_idx" ON "need_co_borrower"("organisation_id");

-- CreateIndex
CREATE INDEX "offer_lender_id_idx" ON "offer"("lender_id");

-- CreateIndex
CREATE INDEX "offer_specialist_id_idx" ON "offer"("specialist_id");

-- CreateIndex
CREATE UNIQUE INDEX "offer_id_lender_id_key" ON "offer"("id", "lender_id");

-- CreateIndex
CREATE INDEX "listing_region_id_created_at_id_idx" ON "listing"("region_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "listing_created_at_id_idx" ON "listing"("created_at", "id");

-- CreateIndex
CREATE INDEX "listing_lender_lender_id_idx" ON "listing_lender"("lender_id");

-- CreateIndex
CREATE INDEX "listing_competence_competence_code_idx" ON "listing_competence"("competence_code");

-- CreateIndex
CREATE INDEX "transition_need_id_at_idx" ON "transition"("need_id", "at");

-- CreateIndex
CREATE INDEX "transition_offer_id_at_idx" ON "transition"("offer_id", "at");

-- CreateIndex
CREATE INDEX "transition_detail_organisation_id_idx" ON "transition_detail"("organisation_id");

-- CreateIndex
CREATE INDEX "match_need_id_outcome_position_idx" ON "match"("need_id", "outcome", "position");

-- CreateIndex
CREATE INDEX "match_offer_id_outcome_score_need_id_idx" ON "match"("offer_id", "outcome", "score" DESC, "need_id");

-- CreateIndex
CREATE UNIQUE INDEX "match_need_id_offer_id_key" ON "match"("need_id", "offer_id");

-- CreateIndex
CREATE INDEX "idempotency_created_at_idx" ON "idempotency"("created_at");

-- AddForeignKey
ALTER TABLE "municipality" ADD CONSTRAINT "municipality_county_code_fkey" FOREIGN KEY ("county_code") REFERENCES "county"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "municipality_name" ADD CONSTRAINT "municipality_name_municipality_code_fkey" FOREIGN KEY ("municipality_code") REFERENCES "municipality"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "municipality_successor" ADD CONSTRAINT "municipality_successor_code_fkey" FOREIGN KEY ("code") REFERENCES "municipality"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "municipality_successor" ADD CONSTRAINT "municipality_successor_successor_code_fkey" FOREIGN KEY ("successor_code") REFERENCES "municipality"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "region_member" ADD CONSTRAINT "region_member_region_id_fkey" FOREIGN KEY ("region_id") REFERENCES "region"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "region_member" ADD CONSTRAINT "region_member_municipality_code_fkey" FOREIGN KEY ("municipality_code") REFERENCES "municipality"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "region_county" ADD CONSTRAINT "region_county_region_id_fkey" FOREIGN KEY ("region_id") REFERENCES "region"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "region_county" ADD CONSTRAINT "region_county_county_code_fkey" FOREIGN KEY ("county_code") REFERENCES "county"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "competence" ADD CONSTRAINT "competence_broader_code_fkey" FOREIGN KEY ("broader_code") REFERENCES "competence"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statutory_requirement_competence" ADD CONSTRAINT "statutory_requirement_competence_requirement_id_fkey" FOREIGN KEY ("requirement_id") REFERENCES "statutory_requirement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statutory_requirement_competence" ADD CONSTRAINT "statutory_requirement_competence_competence_code_fkey" FOREIGN KEY ("competence_code") REFERENCES "competence"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_municipality_code_fkey" FOREIGN KEY ("municipality_code") REFERENCES "municipality"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_county_code_fkey" FOREIGN KEY ("county_code") REFERENCES "county"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "body_member" ADD CONSTRAINT "body_member_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "body_member" ADD CONSTRAINT "body_member_municipality_code_fkey" FOREIGN KEY ("municipality_code") REFERENCES "municipality"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reach" ADD CONSTRAINT "reach_place_code_fkey" FOREIGN KEY ("place_code") REFERENCES "municipality"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reach" ADD CONSTRAINT "reach_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need" ADD CONSTRAINT "need_borrower_id_fkey" FOREIGN KEY ("borrower_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need" ADD CONSTRAINT "need_place_code_fkey" FOREIGN KEY ("place_code") REFERENCES "municipality"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need" ADD CONSTRAINT "need_region_id_fkey" FOREIGN KEY ("region_id") REFERENCES "region"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need" ADD CONSTRAINT "need_statutory_requirement_id_fkey" FOREIGN KEY ("statutory_requirement_id") REFERENCES "statutory_requirement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need_requirement" ADD CONSTRAINT "need_requirement_need_id_borrower_id_fkey" FOREIGN KEY ("need_id", "borrower_id") REFERENCES "need"("id", "borrower_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need_requirement" ADD CONSTRAINT "need_requirement_competence_code_fkey" FOREIGN KEY ("competence_code") REFERENCES "competence"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need_co_borrower" ADD CONSTRAINT "need_co_borrower_need_id_borrower_id_fkey" FOREIGN KEY ("need_id", "borrower_id") REFERENCES "need"("id", "borrower_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need_co_borrower" ADD CONSTRAINT "need_co_borrower_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_lender_id_fkey" FOREIGN KEY ("lender_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_specialist_id_fkey" FOREIGN KEY ("specialist_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_id_fkey" FOREIGN KEY ("id") REFERENCES "offer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_region_id_fkey" FOREIGN KEY ("region_id") REFERENCES "region"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing_lender" ADD CONSTRAINT "listing_lender_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing_lender" ADD CONSTRAINT "listing_lender_base_code_fkey" FOREIGN KEY ("base_code") REFERENCES "municipality"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing_competence" ADD CONSTRAINT "listing_competence_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing_competence" ADD CONSTRAINT "listing_competence_competence_code_fkey" FOREIGN KEY ("competence_code") REFERENCES "competence"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "availability" ADD CONSTRAINT "availability_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer_evidence" ADD CONSTRAINT "offer_evidence_offer_id_lender_id_fkey" FOREIGN KEY ("offer_id", "lender_id") REFERENCES "offer"("id", "lender_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transition" ADD CONSTRAINT "transition_need_id_fkey" FOREIGN KEY ("need_id") REFERENCES "need"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transition" ADD CONSTRAINT "transition_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transition_detail" ADD CONSTRAINT "transition_detail_transition_id_fkey" FOREIGN KEY ("transition_id") REFERENCES "transition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "match" ADD CONSTRAINT "match_need_id_borrower_id_fkey" FOREIGN KEY ("need_id", "borrower_id") REFERENCES "need"("id", "borrower_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "match" ADD CONSTRAINT "match_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need_matching" ADD CONSTRAINT "need_matching_need_id_fkey" FOREIGN KEY ("need_id") REFERENCES "need"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing_matching" ADD CONSTRAINT "listing_matching_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

