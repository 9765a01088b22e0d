package ee.tasks.jpa;

/** What works with what operators say, once the database was reached. */
record AdminParts(Controls controls, Pauses pauses, StrictSlots strictSlots) {}
