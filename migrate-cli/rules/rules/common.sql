-- What the queries of rules share; it stands in front of each of them. A table that a query does not name costs nothing.
WITH RECURSIVE

-- File names without folder and extension.
base(path, source, name) AS (
  SELECT path, source, substr(path, length(rtrim(path, replace(path, '/', ''))) + 1) FROM files),
stem(path, source, stem) AS MATERIALIZED (
  SELECT path, source,
         CASE WHEN instr(name, '.') THEN rtrim(rtrim(name, replace(name, '.', '')), '.') ELSE name END FROM base),

-- The unit of each file: its source file for a header of the same name that this source includes, the includer for a
-- textual include that only one file has, else the file itself.
own_header(header, source) AS (
  SELECT h.path, min(s.path) FROM includes i
  JOIN stem s ON s.path = i.from_file AND s.source = 1
  JOIN stem h ON h.path = i.to_file AND h.source = 0
  WHERE h.stem = s.stem GROUP BY h.path),
textual(path, includer) AS (
  SELECT i.to_file, min(i.from_file) FROM includes i
  JOIN stem h ON h.path = i.to_file AND h.source = 0
  WHERE i.to_file GLOB '*.inc' OR i.to_file GLOB '*.def' OR i.to_file GLOB '*.c*'
  GROUP BY i.to_file HAVING min(i.from_file) = max(i.from_file)),
unit(path, unit, source) AS MATERIALIZED (
  SELECT f.path, coalesce(o.source, i.source, t.includer, f.path), f.source FROM files f
  LEFT JOIN own_header o ON o.header = f.path
  LEFT JOIN textual t ON t.path = f.path
  LEFT JOIN own_header i ON i.header = t.includer),

-- References from one unit to another, with interned names as they are in `reference`.
place(id, unit) AS MATERIALIZED (SELECT t.id, u.unit FROM unit u JOIN text t ON t.value = u.path),
crossing(usr_id, name_id, file_id, kind, user, count, from_sym) AS (
  SELECT r.to_usr, r.to_name, r.to_file, r.kind, a.unit, r.count, r.from_sym FROM reference r
  JOIN place a ON a.id = r.from_file
  JOIN place b ON b.id = r.to_file
  WHERE a.unit <> b.unit),

-- Entities that other units use: how many units, in how many places.
used(usr, users, uses, usr_id) AS MATERIALIZED (
  SELECT t.value, count(DISTINCT c.user), sum(c.count), t.id FROM crossing c
  JOIN text t ON t.id = c.usr_id
  WHERE t.value <> '' GROUP BY c.usr_id),

-- Functions that other units call, override or take the address of; instances of templates are not among them.
api(usr, name, kind, file, line, unit, json, users, uses, usr_id) AS MATERIALIZED (
  SELECT s.usr, s.name, s.kind, s.file, s.line, u.unit, s.json, x.users, x.uses, x.usr_id FROM used x
  JOIN symbols s ON s.usr = x.usr
  JOIN unit u ON u.path = s.file
  WHERE s.kind IN ('function', 'method', 'constructor', 'destructor', 'conversion')
    AND NOT s.implicit AND NOT s.template
  GROUP BY s.usr),

-- Every type inside the signatures of these functions, also what aliases of the project stand for.
part(usr, node) AS (
  SELECT a.usr, j.value FROM api a, json_tree(a.json, '$.signature') j
  WHERE j.type = 'object' AND j.value ->> '$.t' IS NOT NULL
  UNION
  SELECT p.usr, j.value FROM part p
  JOIN types t ON t.usr = p.node ->> '$.usr' AND t.kind = 'alias'
  JOIN json_tree(t.json, '$.underlying') j
  WHERE p.node ->> '$.what' = 'alias' AND j.type = 'object' AND j.value ->> '$.t' IS NOT NULL),

-- References from functions with the interned linker symbol of what they refer to. What only its own source file can mean
-- (a static function) needs nothing from the linker, so that its references hold the USR alone.
private(usr_id, sym_id) AS MATERIALIZED (
  SELECT u.id, m.id FROM symbols s
  JOIN text u ON u.value = s.usr
  JOIN text m ON m.value = s.mangled
  WHERE s.linkage <> 'external' AND s.usr <> ''),
outgoing(from_file, from_sym, to_file, kind, to_sym) AS (
  SELECT r.from_file, r.from_sym, r.to_file, r.kind, coalesce(r.to_sym, p.sym_id) FROM reference r
  LEFT JOIN private p ON r.to_sym IS NULL AND p.usr_id = r.to_usr
  WHERE r.from_sym IS NOT NULL AND coalesce(r.to_sym, p.sym_id) IS NOT NULL)
