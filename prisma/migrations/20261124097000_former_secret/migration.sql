-- A session's former secret holds until its successor has been used: an answer that never arrived must not end the session as stolen.

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "former_until" TIMESTAMPTZ(3);
