BEGIN TRANSACTION;
CREATE TABLE current_figures (
	metric TEXT NOT NULL, 
	series TEXT NOT NULL, 
	period TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	area TEXT NOT NULL, 
	coverage TEXT NOT NULL, 
	figure_id INTEGER NOT NULL, 
	PRIMARY KEY (metric, series, period, breakdown, area, coverage), 
	FOREIGN KEY(figure_id) REFERENCES figures (id)
)
 WITHOUT ROWID

;
INSERT INTO "current_figures" VALUES('sds_people','returns','2023/24','option=2','S12000047','',2);
INSERT INTO "current_figures" VALUES('sds_people','returns','2023/24','option=1','S12000047','',3);
CREATE TABLE events (
	id INTEGER NOT NULL, 
	return_id INTEGER NOT NULL, 
	what TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	at TEXT NOT NULL, 
	why TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(return_id) REFERENCES returns (id)
);
INSERT INTO "events" VALUES(1,1,'accepted','A. N. Officer','2026-11-01T09:00:00+00:00','');
INSERT INTO "events" VALUES(2,2,'accepted','A. N. Officer','2026-11-02T09:00:00+00:00','');
INSERT INTO "events" VALUES(3,3,'accepted','A. N. Officer','2026-11-03T09:00:00+00:00','');
INSERT INTO "events" VALUES(4,3,'withdrawn','A. N. Other','2026-11-04T09:00:00+00:00','a slip');
CREATE TABLE figures (
	id INTEGER NOT NULL, 
	return_id INTEGER NOT NULL, 
	metric TEXT NOT NULL, 
	series TEXT NOT NULL, 
	period TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	area TEXT NOT NULL, 
	coverage TEXT NOT NULL, 
	value FLOAT, 
	numerator FLOAT, 
	denominator FLOAT, 
	base FLOAT, 
	reason TEXT, 
	flags TEXT NOT NULL, 
	period_of_figure TEXT, 
	sheet TEXT NOT NULL, 
	cell TEXT NOT NULL, 
	cells TEXT NOT NULL, 
	as_typed TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(return_id) REFERENCES returns (id)
);
INSERT INTO "figures" VALUES(1,1,'sds_people','returns','2023/24','option=1','S12000047','',545.0,NULL,NULL,NULL,NULL,'',NULL,'Data','C1','','545');
INSERT INTO "figures" VALUES(2,1,'sds_people','returns','2023/24','option=2','S12000047','',120.0,NULL,NULL,NULL,NULL,'provisional',NULL,'Data','C2','','120');
INSERT INTO "figures" VALUES(3,2,'sds_people','returns','2023/24','option=1','S12000047','',550.0,NULL,NULL,NULL,NULL,'',NULL,'Data','C1','','550');
INSERT INTO "figures" VALUES(4,3,'sds_people','returns','2023/24','option=1','S12000047','',560.0,NULL,NULL,NULL,NULL,'',NULL,'Data','C1','','560');
INSERT INTO "figures" VALUES(5,3,'sds_people','returns','2023/24','option=3','S12000047','',NULL,NULL,NULL,NULL,'not_available','',NULL,'Data','C3','','None');
CREATE TABLE originals (
	sha256 TEXT NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (sha256)
);
INSERT INTO "originals" VALUES('602d6aaac0563b050a54e317290a951b507264d5b7b2df1621c025dd8ea1178b',X'6279746573206F66206F6E652E637376');
INSERT INTO "originals" VALUES('e9137b4d931cd29a6a998f9fdfaa6e8163abc31a3e2574467349f4e6738a1bf5',X'6279746573206F662074776F2E637376');
INSERT INTO "originals" VALUES('b1144f8b6df3a2b1e4a5c95c0e5bb5ec3ca47e1d583028762e053a12ff674d7a',X'6279746573206F662074687265652E637376');
CREATE TABLE problems (
	return_id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	severity TEXT NOT NULL, 
	sheet TEXT NOT NULL, 
	cell TEXT NOT NULL, 
	message TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	FOREIGN KEY(return_id) REFERENCES returns (id)
);
INSERT INTO "problems" VALUES(1,'R04','ask','Data','C1','first','yes');
INSERT INTO "problems" VALUES(2,'R04','ask','Data','C1','This changes 545 to 550. Replace it?','yes');
CREATE TABLE returns (
	id INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	file_name TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	sent_by TEXT NOT NULL, 
	sent_at TEXT NOT NULL, 
	figures INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(sha256) REFERENCES originals (sha256)
);
INSERT INTO "returns" VALUES(1,'602d6aaac0563b050a54e317290a951b507264d5b7b2df1621c025dd8ea1178b','one.csv','S12000047','A. N. Officer','2026-11-01T09:00:00+00:00',2);
INSERT INTO "returns" VALUES(2,'e9137b4d931cd29a6a998f9fdfaa6e8163abc31a3e2574467349f4e6738a1bf5','two.csv','S12000047','A. N. Officer','2026-11-02T09:00:00+00:00',1);
INSERT INTO "returns" VALUES(3,'b1144f8b6df3a2b1e4a5c95c0e5bb5ec3ca47e1d583028762e053a12ff674d7a','three.csv','S12000047','A. N. Officer','2026-11-03T09:00:00+00:00',2);
CREATE TABLE shape (
	version INTEGER NOT NULL
);
INSERT INTO "shape" VALUES(1);
CREATE INDEX ix_problems_return_id ON problems (return_id);
CREATE INDEX figures_by_key ON figures (metric, series, period, breakdown, area, coverage);
CREATE INDEX ix_figures_return_id ON figures (return_id);
CREATE INDEX ix_current_figures_figure_id ON current_figures (figure_id);
CREATE TRIGGER originals_no_update BEFORE UPDATE ON originals  BEGIN SELECT RAISE(ABORT, 'originals is append-only'); END;
CREATE TRIGGER originals_no_delete BEFORE DELETE ON originals  BEGIN SELECT RAISE(ABORT, 'originals is append-only'); END;
CREATE TRIGGER originals_no_replace BEFORE INSERT ON originals WHEN EXISTS (SELECT 1 FROM originals WHERE rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM originals WHERE sha256 = NEW.sha256) BEGIN SELECT RAISE(ABORT, 'originals is append-only'); END;
CREATE TRIGGER returns_no_update BEFORE UPDATE ON returns  BEGIN SELECT RAISE(ABORT, 'returns is append-only'); END;
CREATE TRIGGER returns_no_delete BEFORE DELETE ON returns  BEGIN SELECT RAISE(ABORT, 'returns is append-only'); END;
CREATE TRIGGER returns_no_replace BEFORE INSERT ON returns WHEN EXISTS (SELECT 1 FROM returns WHERE rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'returns is append-only'); END;
CREATE TRIGGER events_no_update BEFORE UPDATE ON events  BEGIN SELECT RAISE(ABORT, 'events is append-only'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events  BEGIN SELECT RAISE(ABORT, 'events is append-only'); END;
CREATE TRIGGER events_no_replace BEFORE INSERT ON events WHEN EXISTS (SELECT 1 FROM events WHERE rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'events is append-only'); END;
CREATE TRIGGER problems_no_update BEFORE UPDATE ON problems  BEGIN SELECT RAISE(ABORT, 'problems is append-only'); END;
CREATE TRIGGER problems_no_delete BEFORE DELETE ON problems  BEGIN SELECT RAISE(ABORT, 'problems is append-only'); END;
CREATE TRIGGER problems_no_replace BEFORE INSERT ON problems WHEN EXISTS (SELECT 1 FROM problems WHERE rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'problems is append-only'); END;
CREATE TRIGGER figures_no_update BEFORE UPDATE ON figures  BEGIN SELECT RAISE(ABORT, 'figures is append-only'); END;
CREATE TRIGGER figures_no_delete BEFORE DELETE ON figures  BEGIN SELECT RAISE(ABORT, 'figures is append-only'); END;
CREATE TRIGGER figures_no_replace BEFORE INSERT ON figures WHEN EXISTS (SELECT 1 FROM figures WHERE rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'figures is append-only'); END;
COMMIT;
