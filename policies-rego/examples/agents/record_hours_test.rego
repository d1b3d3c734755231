package policy.record_hours_test

import data.policy.record_hours

proven_at(now_ns) := found if {
	found := record_hours.guard with input as {"now_ns": now_ns}
}

ns(rfc3339_seconds) := rfc3339_seconds * 1000000000

test_working_hours if {
	# Thursday 1970-01-01, and Monday 2026-11-23 at 08:00, in UTC.
	proven_at(ns((7 * 60) * 60)) == {"working_hours"}
	proven_at(ns(((19 * 60) * 60) - 1)) == {"working_hours"}
	proven_at(ns(1795420800)) == {"working_hours"}
}

test_outside_of_working_hours if {
	proven_at(ns((7 * 60) * 60) - 1) == set()
	proven_at(ns((19 * 60) * 60)) == set()
	proven_at(0) == set()
}

test_weekend if {
	# Saturday 1970-01-03 at noon and Sunday 2026-11-22 at 08:00.
	proven_at(ns(((2 * 24) + 12) * 3600)) == set()
	proven_at(ns(1795334400)) == set()
}

test_a_clock_that_is_missing_or_wrong if {
	every wrong in [null, "1970-01-01T12:00:00.000Z", [1], true] {
		proven_at(wrong) == set()
	}
	proven_without_clock == set()
}

proven_without_clock := found if {
	found := record_hours.guard with input as {}
}
