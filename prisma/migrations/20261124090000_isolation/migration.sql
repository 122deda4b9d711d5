-- A role is given to somebody who has one there already; others are invited. Without it, an administrator could make anybody a member, and
-- row security would then show them who that is.

-- Row security of "membership" applies inside: administrators see the roles of their own organisation. As a function, since a policy that
-- names its own table asks itself without end.
CREATE FUNCTION app.belongs(organisation uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (
     SELECT FROM public.membership m
     WHERE m.organisation_id = organisation AND m.person_id = person
       AND (m.valid_to IS NULL OR (m.valid_to >= app.today() AND m.valid_to >= m.valid_from))) $$;
ALTER POLICY "administrator_grants" ON "membership"
  WITH CHECK (app.administers("organisation_id") AND app.belongs("organisation_id", "person_id"));

-- An offer is of somebody who works there, and stays theirs. Without it, a manager could publish in the name of anybody.
ALTER POLICY "lender_publishes" ON "offer"
  WITH CHECK (app.lends("lender_id", "specialist_id")
    AND ("specialist_id" = (SELECT app.person()) OR app.belongs("lender_id", "specialist_id")));

CREATE FUNCTION app.bound_offer_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'fagtorg_app' AND (NEW.lender_id, NEW.specialist_id) IS DISTINCT FROM (OLD.lender_id, OLD.specialist_id) THEN
    RAISE EXCEPTION 'an offer stays whose it is' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "bound_change" BEFORE UPDATE ON "offer" FOR EACH ROW EXECUTE FUNCTION app.bound_offer_change();

-- Who writes nowhere has no list of where, and NULL is no answer: the trigger on "need" asks whether somebody may not. A broker for whom the
-- borrower was set as the tenant could else move a need from step to step.
CREATE OR REPLACE FUNCTION app.writes_need(borrower uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(borrower = app.tenant() AND borrower = ANY (app.writing()), false) $$;
