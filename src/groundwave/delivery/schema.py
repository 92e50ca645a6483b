"""The tables of the page store's memory (delivery.index), in SQLite."""

from __future__ import annotations

from typing import Final

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS page (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  status INTEGER NOT NULL DEFAULT 0,    -- 0: wanted, never baked
  sha256 TEXT NOT NULL DEFAULT '',
  size INTEGER NOT NULL DEFAULT 0,
  baked_at REAL NOT NULL DEFAULT 0,     -- seconds since 1970, as all times here
  took_ms REAL NOT NULL DEFAULT 0,
  seen INTEGER NOT NULL DEFAULT 0,      -- how many changes had been applied when its making began
  changes_at REAL,
  stale INTEGER NOT NULL DEFAULT 0,     -- the count of the newest change that hit it; 0: fresh
  stale_at REAL NOT NULL DEFAULT 0,
  why TEXT NOT NULL DEFAULT '',         -- what made it stale, or made it be baked last
  weight REAL NOT NULL DEFAULT 0,       -- the more it is read, the sooner it is baked
  claimed_until REAL NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  retry_at REAL NOT NULL DEFAULT 0,
  failure TEXT NOT NULL DEFAULT '',
  verified_at REAL NOT NULL DEFAULT 0,
  difference TEXT NOT NULL DEFAULT '',  -- what verifying found wrong
  made_from BLOB NOT NULL DEFAULT x'',  -- the keys, compressed
  witness BLOB NOT NULL DEFAULT x''     -- fingerprints of the rows, compressed
);
CREATE INDEX IF NOT EXISTS page_stale ON page (weight DESC) WHERE stale > 0;
CREATE INDEX IF NOT EXISTS page_changes ON page (changes_at) WHERE changes_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS page_verified ON page (verified_at) WHERE stale = 0;
CREATE TABLE IF NOT EXISTS made_from (
  hash INTEGER NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (hash, page)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS recent (change INTEGER NOT NULL, key TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS recent_change ON recent (change);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- Two indexes, one after the other, never count the same: what a process keeps in memory belongs to one of them.
INSERT OR IGNORE INTO state VALUES ('applied', strftime('%s', 'now') * 1000);
INSERT OR IGNORE INTO state SELECT 'recent from', value FROM state WHERE name = 'applied';
INSERT OR IGNORE INTO state VALUES ('born', hex(randomblob(8)));
"""
