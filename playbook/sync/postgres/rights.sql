-- Who may do what with the objects of the schema: laid anew by every `playbook hub create`. In braces: roles.

revoke all on schema playbook from public;
revoke all on all tables in schema playbook from public;
revoke all on all functions in schema playbook from public;

grant usage on schema playbook to {people};
grant select on migration, person, also, above, closed_device, journal, records to {people};
grant execute on function me, is_admin, journal_access, readable, push, close_device to {people};

grant usage on schema playbook to {backup};
grant select on all tables in schema playbook to {backup};
