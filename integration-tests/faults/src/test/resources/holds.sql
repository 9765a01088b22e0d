create trigger reach_task before update on ee_task for each statement execute function reach_statement();
create trigger reach_node before update on ee_node for each statement execute function reach_statement();
