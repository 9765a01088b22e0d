/*
 * Claim, renew, rescue, complete and atomic commit of two workers and two tasks, with every crash point.
 * README.adoc maps the steps to methods; check.sh checks all of it, and that each taken-out safeguard is missed.
 *
 * One statement of the database is one d_step; what stands in two can be interleaved, or cut by a crash. Time is not modelled: a lease
 * may run out whenever it likes, which covers every frozen node and every slow database. A node that stands still is one
 * that is not scheduled.
 */

#define TASKS      2
#define WORKERS    2
#define MAX_LOSSES 1
#ifndef FAULTS
#define FAULTS     2                        /* crashes, leases run out, answers lost, failed attempts, stops: so many in all */
#endif
#define NODES      (WORKERS + FAULTS + 1)   /* ids ever used; 0 is none */

mtype:kind   = { PLAIN, ONCE, ATOMIC }      /* ONCE is rerunIfLost = false */
mtype:status = { READY, RUNNING, SUCCESSFUL, FAILED }

/* ---- what the database keeps */

typedef Task {
    mtype:kind kind;
    mtype:status status;
    byte claim;                             /* claim_id; 0 is none */
    byte node;                              /* node_id */
    bool started;                           /* claim_started */
    bool lost;
    byte losses;
    byte lock                               /* whose open transaction has written the row; 0 is nobody's */
}

Task task[TASKS];
bool alive[NODES];                          /* false: the node is dead, or has no row */
byte claims;                                /* claim ids handed out */
byte nodes;                                 /* node ids handed out */

/* ---- what only the proof knows */

byte owner[TASKS];                          /* the newest claim, until it is given up */
bool ran[TASKS];
bool ended[TASKS];
byte effects[TASKS];                        /* committed by the task's method */

byte faults = FAULTS;
bool gone;                                  /* one of the workers never comes back */
byte current[WORKERS + 1];                  /* the node id of each worker */
chan kill[WORKERS + 1] = [0] of { bit };

#define FINISHED(t)     (task[t].status == SUCCESSFUL || task[t].status == FAILED)
#define ALL_FINISHED    (FINISHED(0) && FINISHED(1))
#define RUNS(t)         (task[t].status == RUNNING && task[t].lock == 0)
#define IN_HAND         (mine[0] != 0 || mine[1] != 0)

/* The fence. */
#ifdef WITHOUT_FENCE
#define OURS(t)         RUNS(t)
#else
#define OURS(t)         (RUNS(t) && task[t].claim == mine[t])
#endif

#ifdef WITHOUT_SECOND_LOOK
#define STILL_LOST(t)   (task[t].lock == 0)
#else
#define STILL_LOST(t)   (RUNS(t) && task[t].claim == seen && !alive[task[t].node])
#endif

#ifdef WITHOUT_RESCUE
#define LOST(t)         false
#else
#define LOST(t)         (RUNS(t) && !alive[task[t].node])
#endif

inline fault() {
    atomic { faults > 0 -> faults-- }
}

/* No transition by a lost claim. */
inline check_owner(t) {
    assert(owner[t] == mine[t])
}

/* Once is enough to know of what may run again. */
inline effect(t) {
    effects[t] = (task[t].kind == ATOMIC -> effects[t] + 1 : 1)
}

inline leave_running(t, next) {
    task[t].status = next;
    task[t].claim = 0;
    task[t].node = 0;
    task[t].started = false;
    owner[t] = 0
}

inline end_as(t, final) {
    leave_running(t, final);
    assert(!ended[t]);
    ended[t] = true;
    assert(final == FAILED || effects[t] > 0);
    assert(task[t].kind != ATOMIC || effects[t] == (final == SUCCESSFUL -> 1 : 0))   /* exactly once, or not at all */
}

inline let_go(t) {
    mine[t] = 0;
    alone[t] = false
}

inline let_all_go() {
    d_step { let_go(0); let_go(1); seen = 0 }
}

/* ---- what a worker does: each d_step is one statement, or one commit */

/* A claim takes what it can; what the statement saw of its node may be over when it writes. */
inline take(t) {
    if
    :: task[t].status == READY ->
        task[t].status = RUNNING;
        task[t].claim = claims;
        task[t].node = current[self];
        owner[t] = claims;
        mine[t] = claims;
        alone[t] = task[t].lost || task[t].kind == ONCE
    :: else
    fi
}

inline mark_started(t) {
    d_step {
        if
        :: OURS(t) -> check_owner(t);
#ifndef WITHOUT_MARK_STARTED
            task[t].started = true
#endif
        :: else -> let_go(t)
        fi
    }
}

inline release(t) {
    d_step {
        if
#ifdef RELEASE_WITHOUT_FENCE
        :: mine[t] != 0 && RUNS(t) ->
#else
        :: mine[t] != 0 && OURS(t) ->
#endif
            check_owner(t);
            leave_running(t, READY)
        :: else
        fi;
        let_go(t)
    }
}

/* Written again for as long as no answer comes. */
inline complete(t, final) {
    do
    :: d_step {
           if
           :: OURS(t) -> check_owner(t); end_as(t, final)
           :: else
           fi
       };
       if
       :: fault()
       :: break
       fi
    od;
    atomic { let_go(t) }
}

/* A failed attempt that is to be repeated. */
inline retry(t) {
    d_step {
        if
        :: OURS(t) -> check_owner(t); leave_running(t, READY)
        :: else
        fi;
        let_go(t)
    }
}

inline commit(t) {
    d_step {
        task[t].lock = 0;
        effect(t);
        check_owner(t);
        end_as(t, SUCCESSFUL)
    }
}

/* The method's transaction, with the fenced end in it: without its claim it rolls back, the method's own work too. */
inline run_atomically(t) {
    d_step {
        if
#ifdef FENCE_ONLY_READ
        :: OURS(t)
#else
        :: OURS(t) -> task[t].lock = self
#endif
        :: else -> let_go(t)
        fi
    };
    if
    :: mine[t] == 0
    :: mine[t] != 0 ->
        if
        :: commit(t); d_step { let_go(t) }
        :: fault(); commit(t); retry(t)                 /* committed, but the answer is lost */
        :: fault(); task[t].lock = 0; retry(t)          /* the commit fails */
        fi
    fi
}

inline run_task(t) {
    if
    :: alone[t] -> mark_started(t)
    :: !alone[t]
    fi;
    if
    :: mine[t] == 0
    :: mine[t] != 0 ->
        d_step { assert(task[t].kind != ONCE || !ran[t]); ran[t] = task[t].kind == ONCE };
        if
        :: task[t].kind == ATOMIC ->
#ifdef ATOMIC_IN_TWO_TRANSACTIONS
            effect(t);
            complete(t, SUCCESSFUL)
#else
            run_atomically(t)
#endif
        :: task[t].kind != ATOMIC ->
            if
            :: effect(t); complete(t, SUCCESSFUL)
            :: fault();
               if
               :: task[t].kind == PLAIN -> retry(t)
               :: task[t].kind == ONCE -> complete(t, FAILED)
               fi
            fi
        fi
    fi
}

/* By any node: what a dead or missing node holds; fenced by the claim that was read, with a second look at the node. */
inline rescue(t) {
    atomic { LOST(t) -> seen = task[t].claim };
    d_step {
        if
        :: STILL_LOST(t) ->
            if
            :: task[t].started && (task[t].kind == ONCE || task[t].losses + 1 > MAX_LOSSES) -> end_as(t, FAILED)
            :: else ->
                task[t].losses = (task[t].started -> task[t].losses + 1 : task[t].losses);
                task[t].lost = true;
                leave_running(t, READY)
            fi
        :: else
        fi;
        seen = 0
    }
}

proctype Worker(byte self) {
    byte mine[TASKS];                                   /* claim ids in hand */
    bool alone[TASKS];                                  /* startsAlone */
    byte seen;

join:
    atomic { nodes++; current[self] = nodes; alive[nodes] = true };
    {
        do
        :: ALL_FINISHED -> goto stopped

        :: !alive[current[self]] -> let_all_go(); goto join         /* a renewal that hits no row */

        :: !IN_HAND && alive[current[self]] && (task[0].status == READY || task[1].status == READY) ->
            d_step { claims++; take(0); take(1) };
            if
            :: true
            :: fault(); let_all_go(); goto leave                    /* no answer: left with nothing in hand */
            fi

        :: mine[0] != 0 -> run_task(0)
        :: mine[1] != 0 -> run_task(1)

        :: atomic { IN_HAND && faults > 0 -> faults-- };            /* a graceful stop, and a start */
           release(0);
           release(1);
leave:     skip;
           alive[current[self]] = false;
           goto join

        :: rescue(0)
        :: rescue(1)
        od
    } unless { kill[self]?0 };

    /* The database rolls back, and the lease runs out; a process that comes back has a new id and knows nothing. */
    atomic {
        if :: task[0].lock == self -> task[0].lock = 0 :: else fi;
        if :: task[1].lock == self -> task[1].lock = 0 :: else fi;
        alive[current[self]] = false;
        let_all_go()
    };
    if
    :: goto join
    :: atomic { !gone -> gone = true }
    fi;
stopped:
    let_all_go()
}

/* Kills workers, and gives up nodes whose leases have run out, whatever they are doing. */
proctype Environment() {
end:
    do
    :: fault();
end1:  kill[1]!0
    :: fault();
end2:  kill[2]!0
    :: atomic { faults > 0 && alive[current[1]] -> alive[current[1]] = false; faults-- }
    :: atomic { faults > 0 && alive[current[2]] -> alive[current[2]] = false; faults-- }
    od
}

init {
    atomic {
        task[0].status = READY;
        task[1].status = READY;
        if :: task[0].kind = PLAIN :: task[0].kind = ONCE :: task[0].kind = ATOMIC fi;
        if                                              /* which is which is all the same */
        :: task[1].kind = ATOMIC
        :: task[0].kind != ATOMIC -> task[1].kind = ONCE
        :: task[0].kind == PLAIN -> task[1].kind = PLAIN
        fi;
        run Worker(1);
        run Worker(2);
        run Environment()
    }
}
