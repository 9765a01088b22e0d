create trigger reach_task before update on ee_task for each statement execute function reach_statement();
create trigger reach_node before update on ee_node for each statement execute function reach_statement();
create trigger reach_note before insert or update on ee_task_note for each statement execute function reach_statement();
create trigger reach_tick before insert on ee_schedule_tick for each statement execute function reach_statement();
