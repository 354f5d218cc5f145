-- The fact index: one SQLite file, `.migrate/index.db`. Documented in docs/src/index-schema.md.
--
-- Two halves. `tu`, `tu_read`, `tu_missing`, `tu_group` and `fact_group` hold what each translation unit said, keyed by
-- the content of all that it read; they are what a second scan reuses and what shards exchange. Everything else is
-- derived from them in one transaction and says the same however the scan was run.

-- ---------------------------------------------------------------- what the translation units said

-- A compile command that has been read. `key` names the command (main file and arguments, root-relative).
CREATE TABLE tu (
  key      TEXT PRIMARY KEY,
  file     TEXT NOT NULL,
  status   TEXT NOT NULL,           -- ok, partial, crashed, timeout, failed
  digest   TEXT NOT NULL,           -- over the hashes of all files that were read
  millis   INTEGER NOT NULL,        -- CPU time of the parse, for estimates; not part of any export
  findings TEXT NOT NULL            -- JSON list of what the reader said about this TU
) STRICT, WITHOUT ROWID;

-- The files that a translation unit read, with their content.
CREATE TABLE tu_read (
  tu   TEXT NOT NULL REFERENCES tu(key) ON DELETE CASCADE,
  path TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (tu, path)
) STRICT, WITHOUT ROWID;

-- Where a missing include could appear: the TU is read again when one of these files exists.
CREATE TABLE tu_missing (
  tu   TEXT NOT NULL REFERENCES tu(key) ON DELETE CASCADE,
  path TEXT NOT NULL,
  PRIMARY KEY (tu, path)
) STRICT, WITHOUT ROWID;

-- Facts that several TUs share (those of one header, say) are kept once.
CREATE TABLE fact_group (
  hash TEXT PRIMARY KEY,
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tu_group (
  tu   TEXT NOT NULL REFERENCES tu(key) ON DELETE CASCADE,
  hash TEXT NOT NULL REFERENCES fact_group(hash),
  PRIMARY KEY (tu, hash)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- derived facts

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE files (
  path     TEXT PRIMARY KEY,
  source   INTEGER NOT NULL,        -- has a compile command
  lines    INTEGER NOT NULL,
  hash     TEXT NOT NULL,
  variants INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Linker symbols. `json` is the whole row as `migrate facts symbols` prints it; the columns are what queries filter by.
CREATE TABLE symbols (
  id        INTEGER PRIMARY KEY,
  mangled   TEXT NOT NULL,
  name      TEXT NOT NULL,
  kind      TEXT NOT NULL,
  file      TEXT NOT NULL,
  line      INTEGER NOT NULL,
  linkage   TEXT NOT NULL,
  defined   INTEGER NOT NULL,
  inline    INTEGER NOT NULL,
  implicit  INTEGER NOT NULL,
  template  INTEGER NOT NULL,
  weak      INTEGER NOT NULL,
  usr       TEXT NOT NULL,
  class     TEXT,
  access    TEXT,
  declared_in TEXT,
  json      TEXT NOT NULL
) STRICT;

-- Interned texts of the reference rows, and the linker symbols of static functions and variables.
CREATE TABLE text (
  id    INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE reference (
  id        INTEGER PRIMARY KEY,
  from_file INTEGER NOT NULL REFERENCES text(id),
  from_sym  INTEGER REFERENCES text(id),
  kind      TEXT NOT NULL,
  to_sym    INTEGER REFERENCES text(id),
  to_usr    INTEGER REFERENCES text(id),
  to_name   INTEGER REFERENCES text(id),
  to_file   INTEGER REFERENCES text(id),
  count     INTEGER NOT NULL,
  line      INTEGER NOT NULL
) STRICT;

-- References in words. `to_symbol` is null when the object needs no linker symbol for it (types, macros, virtual calls).
CREATE VIEW refs AS
  SELECT r.id AS id, ff.value AS from_file, fs.value AS from_symbol, r.kind AS kind, ts.value AS to_symbol,
         tu.value AS to_usr, tn.value AS to_name, tf.value AS to_file, r.count AS count, r.line AS line
  FROM reference r
  JOIN text ff ON ff.id = r.from_file
  LEFT JOIN text fs ON fs.id = r.from_sym
  LEFT JOIN text ts ON ts.id = r.to_sym
  LEFT JOIN text tu ON tu.id = r.to_usr
  LEFT JOIN text tn ON tn.id = r.to_name
  LEFT JOIN text tf ON tf.id = r.to_file;

-- Types and templates; bases, fields and enumerators are lists in `json` (use json_each).
CREATE TABLE types (
  id      INTEGER PRIMARY KEY,
  usr     TEXT NOT NULL,
  name    TEXT NOT NULL,
  kind    TEXT NOT NULL,
  file    TEXT NOT NULL,
  line    INTEGER NOT NULL,
  defined INTEGER NOT NULL,
  local   INTEGER NOT NULL,
  json    TEXT NOT NULL
) STRICT;

CREATE TABLE macros (
  id            INTEGER PRIMARY KEY,
  name          TEXT NOT NULL,
  file          TEXT NOT NULL,
  line          INTEGER NOT NULL,
  function_like INTEGER NOT NULL,
  json          TEXT NOT NULL
) STRICT;

CREATE TABLE includes (
  id        INTEGER PRIMARY KEY,
  from_file TEXT NOT NULL,
  to_file   TEXT,
  spelled   TEXT NOT NULL,
  line      INTEGER NOT NULL,
  json      TEXT NOT NULL
) STRICT;

CREATE TABLE sites (
  id     INTEGER PRIMARY KEY,
  file   TEXT NOT NULL,
  kind   TEXT NOT NULL,
  detail TEXT NOT NULL,
  within TEXT,
  line   INTEGER NOT NULL,
  col    INTEGER NOT NULL,
  count  INTEGER NOT NULL,
  json   TEXT NOT NULL
) STRICT;

-- Findings of the scan (compile database, flags, what the compiler said).
CREATE TABLE diagnostics (
  id       INTEGER PRIMARY KEY,
  code     TEXT NOT NULL,
  severity TEXT NOT NULL,
  file     TEXT,
  line     INTEGER,
  count    INTEGER NOT NULL,
  json     TEXT NOT NULL
) STRICT;

CREATE TABLE targets (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX symbols_mangled ON symbols(mangled);
CREATE INDEX symbols_file ON symbols(file);
CREATE INDEX symbols_usr ON symbols(usr);
CREATE INDEX types_usr ON types(usr);
