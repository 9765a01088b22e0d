-- As a node of the first schema wrote them. A second copy has another prefix in place of "before".

insert into ee_node (id, namespace, lease_until, dead) values
    ('before-node', 'default', timestamp '2026-01-01 00:01:00', false);

insert into ee_task (id, namespace, task, backend, queue, priority, status, arguments, payload_format, result,
    enqueued_at, run_after, deferred, promote_at, due, claim_id, node_id, claimed_at, claim_started, claims, attempts,
    losses, lost, rerun_if_lost, cancel_requested, started_at, last_attempted_at, finished_at, workers, parked_at,
    parked_by, parked_reason, flow_id, even_if_failed)
values
    ('before-ready', 'default', 'mail', 'default', 'default', 0, 'READY', '[1,"é 😀"]', 1, null,
        timestamp '2026-01-01 00:00:00', timestamp '2026-01-01 00:00:00', false, null, true, null, null, null, false, 0, 0,
        0, false, true, false, null, null, null, null, null, null, null, null, false),
    ('before-deferred', 'default', 'mail', 'default', 'default', 5, 'READY', '[2]', 1, null,
        timestamp '2026-01-01 00:00:00', timestamp '2026-01-02 00:00:00', true, timestamp '2026-01-02 00:00:00', false,
        null, null, null, false, 0, 0, 0, false, true, false, null, null, null, null, null, null, null, null, false),
    ('before-retrying', 'default', 'mail', 'default', 'default', 0, 'READY', '[3]', 1, null,
        timestamp '2026-01-01 00:00:00', timestamp '2026-01-01 00:00:10', true, timestamp '2026-01-01 00:00:10', false,
        null, null, timestamp '2026-01-01 00:00:00', false, 1, 1, 0, false, true, false, timestamp '2026-01-01 00:00:00',
        timestamp '2026-01-01 00:00:00', null, 'before-node', null, null, null, null, false),
    ('before-waiting', 'default', 'mail', 'default', 'default', 0, 'WAITING', '[4]', 1, null,
        timestamp '2026-01-01 00:00:00', timestamp '2026-01-01 00:00:00', false, null, false, null, null, null, false, 0, 0,
        0, false, true, false, null, null, null, null, null, null, null, null, false),
    ('before-claimed', 'default', 'mail', 'default', 'default', 0, 'RUNNING', '[5]', 1, null,
        timestamp '2026-01-01 00:00:00', timestamp '2026-01-01 00:00:00', false, null, false, 'before-c1', 'before-node',
        timestamp '2026-01-01 00:00:00', false, 1, 0, 0, false, true, false, null, null, null, null, null, null, null, null,
        false),
    ('before-running', 'default', 'mail', 'default', 'default', 0, 'RUNNING', '[6]', 1, null,
        timestamp '2026-01-01 00:00:00', timestamp '2026-01-01 00:00:00', false, null, false, 'before-c2', 'before-gone',
        timestamp '2026-01-01 00:00:00', true, 2, 1, 1, true, true, false, timestamp '2026-01-01 00:00:00',
        timestamp '2026-01-01 00:00:00', null, 'before-node', null, null, null, null, false),
    ('before-parked', 'default', 'mail', 'default', 'default', 0, 'READY', '[7]', 1, null,
        timestamp '2026-01-01 00:00:00', timestamp '2026-01-01 00:00:00', false, null, false, null, null,
        timestamp '2026-01-01 00:00:00', false, 1, 0, 0, false, true, false, null, null, null, null,
        timestamp '2026-01-01 00:00:00', 'before-node', 'EETASK0411: no task named mail', null, false),
    ('before-failed', 'default', 'mail', 'default', 'default', 0, 'FAILED', '[8]', 1, null,
        timestamp '2026-01-01 00:00:00', timestamp '2026-01-01 00:00:10', true, null, false, 'before-c3', null,
        timestamp '2026-01-01 00:00:10', false, 2, 2, 0, false, true, false, timestamp '2026-01-01 00:00:00',
        timestamp '2026-01-01 00:00:10', timestamp '2026-01-01 00:00:11', 'before-node', null, null, null, null, false),
    ('before-successful', 'default', 'mail', 'default', 'default', 0, 'SUCCESSFUL', '[9]', 1, '"sent"',
        timestamp '2026-01-01 00:00:00', timestamp '2026-01-01 00:00:00', false, null, false, 'before-c4', null,
        timestamp '2026-01-01 00:00:00', false, 1, 1, 0, false, true, false, timestamp '2026-01-01 00:00:00',
        timestamp '2026-01-01 00:00:00', timestamp '2026-01-01 00:00:01', 'before-node', null, null, null, null, false),
    ('before-member', 'default', 'mail', 'default', 'default', 0, 'SUCCESSFUL', '[10]', 1, 'null',
        timestamp '2026-01-01 00:00:00', timestamp '2026-01-01 00:00:00', false, null, false, 'before-c5', null,
        timestamp '2026-01-01 00:00:00', false, 1, 1, 0, false, true, false, timestamp '2026-01-01 00:00:00',
        timestamp '2026-01-01 00:00:00', timestamp '2026-01-01 00:00:01', 'before-node', null, null, null, 'before-flow',
        false);

insert into ee_task_error (task_id, attempt, exception_class, message, stack_trace, worker_id, failed_at) values
    ('before-retrying', 1, 'com.acme.SmtpException', 'down', 'at Mail', 'before-node', timestamp '2026-01-01 00:00:01'),
    ('before-failed', 1, 'com.acme.SmtpException', 'down', 'at Mail', 'before-node', timestamp '2026-01-01 00:00:01'),
    ('before-failed', 2, 'com.acme.SmtpException', 'gone', 'at Mail', 'before-node', timestamp '2026-01-01 00:00:11');

insert into ee_task_note (task_id, kind, name, content, done, total) values
    ('before-failed', 'METADATA', 'file', 'a.txt', null, null);

insert into ee_task_key (namespace, task, key_hash, task_id, held_until) values
    ('default', 'mail', 'before-1', 'before-ready', null),
    ('default', 'mail', 'before-2', 'before-successful', timestamp '2126-01-01 00:00:00'),
    ('default', 'mail', 'before-3', 'before-failed', timestamp '2026-01-02 00:00:00');

insert into ee_task_dependency (task_id, predecessor_id, flow) values
    ('before-waiting', 'before-ready', false),
    ('before-waiting', 'before-flow', true);
