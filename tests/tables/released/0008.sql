BEGIN TRANSACTION;
CREATE TABLE accepted_finding (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	shop_id INTEGER NOT NULL, 
	finding VARCHAR NOT NULL, 
	proof VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	accepted_at DATETIME NOT NULL, 
	accepted_by INTEGER, 
	CONSTRAINT pk_accepted_finding PRIMARY KEY (id), 
	CONSTRAINT ck_accepted_finding_reason_length CHECK (length(reason) between 1 and 1000), 
	CONSTRAINT fk_accepted_finding_accepted_by_person FOREIGN KEY(accepted_by) REFERENCES person (id), 
	CONSTRAINT fk_accepted_finding_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_accepted_finding_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id), 
	CONSTRAINT uq_accepted_finding_campaign_id_shop_id_finding UNIQUE (campaign_id, shop_id, finding)
);
INSERT INTO "accepted_finding" VALUES(1,1,1,1,'below_target_margin T-01','0','引流款','2026-10-01 02:00:00.000000',NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0008');
CREATE TABLE calendar_day (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	country VARCHAR NOT NULL, 
	day DATE NOT NULL, 
	works BOOLEAN NOT NULL, 
	name VARCHAR NOT NULL, 
	standing VARCHAR NOT NULL, 
	CONSTRAINT pk_calendar_day PRIMARY KEY (id), 
	CONSTRAINT ck_calendar_day_standing CHECK (standing in ('official', 'estimated', 'manual')), 
	CONSTRAINT ck_calendar_day_name_length CHECK (length(name) <= 60), 
	CONSTRAINT uq_calendar_day_country_day_standing UNIQUE (country, day, standing)
);
INSERT INTO "calendar_day" VALUES(1,1,'CN','2027-02-08',0,'春节','official');
CREATE TABLE calendar_year (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	country VARCHAR NOT NULL, 
	year INTEGER NOT NULL, 
	standing VARCHAR NOT NULL, 
	paper VARCHAR NOT NULL, 
	taken_at DATETIME NOT NULL, 
	taken_by INTEGER, 
	CONSTRAINT pk_calendar_year PRIMARY KEY (id), 
	CONSTRAINT ck_calendar_year_standing CHECK (standing in ('official', 'estimated', 'manual')), 
	CONSTRAINT ck_calendar_year_year CHECK (year between 2000 and 2100), 
	CONSTRAINT fk_calendar_year_taken_by_person FOREIGN KEY(taken_by) REFERENCES person (id), 
	CONSTRAINT uq_calendar_year_country_year UNIQUE (country, year)
);
INSERT INTO "calendar_year" VALUES(1,1,'CN',2027,'official','','2026-10-01 02:00:00.000000',NULL);
CREATE TABLE campaign (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	sale VARCHAR NOT NULL, 
	sale_day DATE NOT NULL, 
	planning_day DATE NOT NULL, 
	time_zone VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	target_fen BIGINT, 
	target_measure VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	created_by INTEGER, 
	archived_at DATETIME, 
	deleted_at DATETIME, working_days VARCHAR not null default '', baseline_at DATETIME, target_floor_fen BIGINT constraint ck_campaign_target_floor_above_zero check (target_floor_fen is null or target_floor_fen > 0), target_stretch_fen BIGINT constraint ck_campaign_target_stretch_above_zero check (target_stretch_fen is null or target_stretch_fen > 0), curve_id INTEGER constraint fk_campaign_curve_id_kept_curve references kept_curve (id), 
	CONSTRAINT pk_campaign PRIMARY KEY (id), 
	CONSTRAINT ck_campaign_target_measure CHECK (target_measure in ('ordered', 'paid', 'net')), 
	CONSTRAINT ck_campaign_name_length CHECK (length(name) between 1 and 80), 
	CONSTRAINT ck_campaign_planning_before_sale CHECK (planning_day <= sale_day), 
	CONSTRAINT ck_campaign_target_above_zero CHECK (target_fen is null or target_fen > 0), 
	CONSTRAINT fk_campaign_created_by_person FOREIGN KEY(created_by) REFERENCES person (id), 
	CONSTRAINT uq_campaign_code UNIQUE (code)
);
INSERT INTO "campaign" VALUES(3,1,'58D579','双11 2026','double11','2026-11-11','2026-11-04','Asia/Shanghai','zh',1250000,'paid','2026-10-01 02:00:00.000000',2,NULL,NULL,'2026-11-04:11100111110','2026-10-01 02:00:00.000000',NULL,NULL,NULL);
CREATE TABLE campaign_shop (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	shop_id INTEGER NOT NULL, 
	CONSTRAINT pk_campaign_shop PRIMARY KEY (id), 
	CONSTRAINT fk_campaign_shop_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_campaign_shop_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id), 
	CONSTRAINT uq_campaign_shop_campaign_id_shop_id UNIQUE (campaign_id, shop_id)
);
INSERT INTO "campaign_shop" VALUES(1,1,1,1);
INSERT INTO "campaign_shop" VALUES(1,2,1,2);
CREATE TABLE change (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	"table" VARCHAR NOT NULL, 
	row_id INTEGER NOT NULL, 
	"before" JSON, 
	"after" JSON, 
	CONSTRAINT pk_change PRIMARY KEY (id), 
	CONSTRAINT fk_change_event_id_event FOREIGN KEY(event_id) REFERENCES event (id)
);
INSERT INTO "change" VALUES(1,1,'installation',1,NULL,'{"version": 1, "id": 1, "kind": "real", "company": "\u5c71\u5c9a\u5bb6\u5c45", "time_zone": "Asia/Shanghai", "created_at": "2026-10-01T02:00:00+00:00", "country": "CN"}');
INSERT INTO "change" VALUES(2,1,'shop',1,NULL,'{"version": 1, "id": 1, "name": "\u5c71\u5c9a\u65d7\u8230\u5e97", "platform": "tmall", "created_at": "2026-10-01T02:00:00+00:00", "archived_at": null}');
INSERT INTO "change" VALUES(3,1,'shop',2,NULL,'{"version": 1, "id": 2, "name": "\u5c71\u5c9a\u4eac\u4e1c\u5e97", "platform": "jd", "created_at": "2026-10-01T02:00:00+00:00", "archived_at": null}');
INSERT INTO "change" VALUES(4,1,'team',1,NULL,'{"version": 1, "id": 1, "key": "operations", "name": "Operations", "colour": "#4F6BD8", "position": 0, "archived_at": null, "people": null, "hours_per_day": 8, "works_days_off": false, "burst_hours": null}');
INSERT INTO "change" VALUES(5,1,'team',2,NULL,'{"version": 1, "id": 2, "key": "marketing", "name": "Marketing", "colour": "#B4508F", "position": 1, "archived_at": null, "people": null, "hours_per_day": 8, "works_days_off": false, "burst_hours": null}');
INSERT INTO "change" VALUES(6,1,'team',3,NULL,'{"version": 1, "id": 3, "key": "design", "name": "Design", "colour": "#8A63D2", "position": 2, "archived_at": null, "people": null, "hours_per_day": 8, "works_days_off": false, "burst_hours": null}');
INSERT INTO "change" VALUES(7,1,'team',4,NULL,'{"version": 1, "id": 4, "key": "customer_service", "name": "Customer service", "colour": "#0E8A8A", "position": 3, "archived_at": null, "people": null, "hours_per_day": 8, "works_days_off": false, "burst_hours": 10}');
INSERT INTO "change" VALUES(8,1,'team',5,NULL,'{"version": 1, "id": 5, "key": "warehouse", "name": "Warehouse", "colour": "#A86A1D", "position": 4, "archived_at": null, "people": null, "hours_per_day": 8, "works_days_off": false, "burst_hours": 10}');
INSERT INTO "change" VALUES(9,1,'team',6,NULL,'{"version": 1, "id": 6, "key": "tech", "name": "Tech", "colour": "#5B7083", "position": 5, "archived_at": null, "people": null, "hours_per_day": 8, "works_days_off": false, "burst_hours": null}');
INSERT INTO "change" VALUES(10,1,'person',1,NULL,'{"version": 2, "id": 1, "name": "Lin An", "login": "lin", "language": "zh", "operator_since": "2026-10-01T02:00:00+00:00", "teammate_since": null, "lead_since": "2026-10-01T02:00:00+00:00", "created_at": "2026-10-01T02:00:00+00:00", "deactivated_at": null, "removed_at": null}');
INSERT INTO "change" VALUES(11,2,'person',2,NULL,'{"version": 1, "id": 2, "name": "Zhou Yan", "login": "zhou", "language": null, "operator_since": "2026-10-01T02:00:00+00:00", "teammate_since": null, "lead_since": null, "created_at": "2026-10-01T02:00:00+00:00", "deactivated_at": null, "removed_at": null}');
INSERT INTO "change" VALUES(12,3,'person',2,'{"version": 1, "id": 2, "name": "Zhou Yan", "login": "zhou", "language": null, "operator_since": "2026-10-01T02:00:00+00:00", "teammate_since": null, "lead_since": null, "created_at": "2026-10-01T02:00:00+00:00", "deactivated_at": null, "removed_at": null}','{"version": 2, "id": 2, "name": "Zhou Yan", "login": "zhou", "language": "zh", "operator_since": "2026-10-01T02:00:00+00:00", "teammate_since": null, "lead_since": null, "created_at": "2026-10-01T02:00:00+00:00", "deactivated_at": null, "removed_at": null}');
INSERT INTO "change" VALUES(13,4,'person',3,NULL,'{"version": 1, "id": 3, "name": "Chen Mo", "login": "chen", "language": null, "operator_since": null, "teammate_since": "2026-10-01T02:00:00+00:00", "lead_since": null, "created_at": "2026-10-01T02:00:00+00:00", "deactivated_at": null, "removed_at": null}');
INSERT INTO "change" VALUES(14,4,'membership',1,NULL,'{"version": 1, "id": 1, "person_id": 3, "team_id": 3}');
INSERT INTO "change" VALUES(15,5,'person',3,'{"version": 1, "id": 3, "name": "Chen Mo", "login": "chen", "language": null, "operator_since": null, "teammate_since": "2026-10-01T02:00:00+00:00", "lead_since": null, "created_at": "2026-10-01T02:00:00+00:00", "deactivated_at": null, "removed_at": null}','{"version": 2, "id": 3, "name": "Chen Mo", "login": "chen", "language": "zh", "operator_since": null, "teammate_since": "2026-10-01T02:00:00+00:00", "lead_since": null, "created_at": "2026-10-01T02:00:00+00:00", "deactivated_at": null, "removed_at": null}');
INSERT INTO "change" VALUES(16,6,'campaign',1,NULL,'{"version": 3, "id": 1, "code": "58D579", "name": "\u53cc11 2026", "sale": "double11", "sale_day": "2026-11-11", "planning_day": "2026-11-04", "time_zone": "Asia/Shanghai", "language": "zh", "target_fen": 1250000, "target_floor_fen": null, "target_stretch_fen": null, "target_measure": "paid", "curve_id": null, "created_at": "2026-10-01T02:00:00+00:00", "created_by": 2, "archived_at": null, "deleted_at": null, "working_days": "2026-11-04:11100111110", "baseline_at": "2026-10-01T02:00:00+00:00"}');
INSERT INTO "change" VALUES(17,6,'campaign_shop',1,NULL,'{"version": 1, "id": 1, "campaign_id": 1, "shop_id": 1}');
INSERT INTO "change" VALUES(18,6,'campaign_shop',2,NULL,'{"version": 1, "id": 2, "campaign_id": 1, "shop_id": 2}');
INSERT INTO "change" VALUES(19,6,'phase',1,NULL,'{"version": 1, "id": 1, "campaign_id": 1, "name": "\u9884\u70ed", "kind": "warm_up", "opens_at": "2026-11-08T00:00:00", "closes_at": "2026-11-10T20:00:00", "target_share_bp": 0, "passed_at": null, "passed_by": null}');
INSERT INTO "change" VALUES(20,6,'phase',2,NULL,'{"version": 1, "id": 2, "campaign_id": 1, "name": "\u7206\u53d1", "kind": "burst", "opens_at": "2026-11-10T20:00:00", "closes_at": "2026-11-12T00:00:00", "target_share_bp": 8000, "passed_at": null, "passed_by": null}');
INSERT INTO "change" VALUES(21,6,'phase',3,NULL,'{"version": 1, "id": 3, "campaign_id": 1, "name": "\u6536\u5c3e", "kind": "wrap_up", "opens_at": "2026-11-13T00:00:00", "closes_at": "2026-11-15T00:00:00", "target_share_bp": 2000, "passed_at": null, "passed_by": null}');
INSERT INTO "change" VALUES(22,6,'task',1,NULL,'{"version": 1, "id": 1, "campaign_id": 1, "number": 1, "template_key": "pictures", "title": "\u4e3b\u56fe", "acceptance": "", "phase_id": 2, "team_id": 3, "owner_id": null, "approver_id": null, "assigned_at": "2026-10-01T02:00:00+00:00", "anchor_kind": "opening", "anchor_phase_id": 2, "anchor_milestone_id": null, "offset_days": -5, "due_on": "2026-11-05", "duration_days": 2, "effort_hours": 4.0, "people_at_once": 1, "must_have": true, "pinned_at": null, "pinned_by": null, "baseline_start_on": "2026-11-04", "baseline_due_on": "2026-11-05", "started_at": null, "started_by": null, "submitted_at": null, "submitted_by": null, "done_at": null, "done_by": null, "stuck_at": null, "stuck_by": null, "stuck_reason": "", "created_at": "2026-10-01T02:00:00+00:00", "created_by": 2, "deleted_at": null, "deleted_by": null}');
INSERT INTO "change" VALUES(23,6,'task',2,NULL,'{"version": 1, "id": 2, "campaign_id": 1, "number": 2, "template_key": "stock", "title": "\u5907\u8d27", "acceptance": "", "phase_id": 2, "team_id": 5, "owner_id": null, "approver_id": null, "assigned_at": "2026-10-01T02:00:00+00:00", "anchor_kind": "opening", "anchor_phase_id": 2, "anchor_milestone_id": null, "offset_days": -5, "due_on": "2026-11-05", "duration_days": 2, "effort_hours": 4.0, "people_at_once": 1, "must_have": true, "pinned_at": null, "pinned_by": null, "baseline_start_on": "2026-11-04", "baseline_due_on": "2026-11-05", "started_at": null, "started_by": null, "submitted_at": null, "submitted_by": null, "done_at": null, "done_by": null, "stuck_at": null, "stuck_by": null, "stuck_reason": "", "created_at": "2026-10-01T02:00:00+00:00", "created_by": 2, "deleted_at": null, "deleted_by": null}');
INSERT INTO "change" VALUES(24,6,'task',3,NULL,'{"version": 1, "id": 3, "campaign_id": 1, "number": 3, "template_key": "replies", "title": "\u5feb\u6377\u56de\u590d", "acceptance": "", "phase_id": 2, "team_id": 4, "owner_id": null, "approver_id": null, "assigned_at": "2026-10-01T02:00:00+00:00", "anchor_kind": "opening", "anchor_phase_id": 2, "anchor_milestone_id": null, "offset_days": -5, "due_on": "2026-11-05", "duration_days": 2, "effort_hours": 4.0, "people_at_once": 1, "must_have": true, "pinned_at": null, "pinned_by": null, "baseline_start_on": "2026-11-04", "baseline_due_on": "2026-11-05", "started_at": null, "started_by": null, "submitted_at": null, "submitted_by": null, "done_at": null, "done_by": null, "stuck_at": null, "stuck_by": null, "stuck_reason": "", "created_at": "2026-10-01T02:00:00+00:00", "created_by": 2, "deleted_at": null, "deleted_by": null}');
INSERT INTO "change" VALUES(25,6,'checklist_item',1,NULL,'{"version": 1, "id": 1, "campaign_id": 1, "task_id": 1, "position": 0, "text": "\u767d\u5e95\u56fe", "done_at": null, "done_by": null}');
INSERT INTO "change" VALUES(26,6,'checklist_item',2,NULL,'{"version": 1, "id": 2, "campaign_id": 1, "task_id": 1, "position": 1, "text": "\u573a\u666f\u56fe", "done_at": null, "done_by": null}');
INSERT INTO "change" VALUES(27,6,'predecessor',1,NULL,'{"version": 1, "id": 1, "campaign_id": 1, "task_id": 2, "before_id": 1, "kind": "FS", "lag_days": 0, "lag_unit": "working"}');
INSERT INTO "change" VALUES(28,7,'milestone',1,NULL,'{"version": 1, "id": 1, "campaign_id": 1, "name": "\u9875\u9762\u51bb\u7ed3", "happens_at": "2026-11-10T12:00:00", "freezes": false}');
INSERT INTO "change" VALUES(29,8,'phase',4,NULL,'{"version": 1, "id": 4, "campaign_id": 1, "name": "\u4eac\u4e1c\u8fd4\u573a", "kind": "burst", "opens_at": "2026-11-12T00:00:00", "closes_at": "2026-11-13T00:00:00", "target_share_bp": 0, "passed_at": null, "passed_by": null}');
INSERT INTO "change" VALUES(30,8,'phase_shop',1,NULL,'{"version": 1, "id": 1, "campaign_id": 1, "phase_id": 4, "shop_id": 2}');
INSERT INTO "change" VALUES(31,9,'comment',1,NULL,'{"version": 1, "id": 1, "campaign_id": 1, "task_id": 1, "kind": "said", "text": "\u5148\u505a\u767d\u5e95\u56fe", "written_at": "2026-10-01T02:00:00+00:00", "written_by": 3}');
INSERT INTO "change" VALUES(32,10,'evidence',1,NULL,'{"version": 1, "id": 1, "campaign_id": 1, "task_id": 1, "title": "example.com", "url": "https://example.com/a.png", "sha256": null, "size": 0, "added_at": "2026-10-01T02:00:00+00:00", "added_by": 3, "removed_at": null}');
INSERT INTO "change" VALUES(33,11,'comment',2,NULL,'{"version": 1, "id": 2, "campaign_id": 1, "task_id": 1, "kind": "stuck", "text": "\u7b49\u6837\u54c1", "written_at": "2026-10-01T02:00:00+00:00", "written_by": 3}');
INSERT INTO "change" VALUES(34,11,'task',1,'{"version": 1, "id": 1, "campaign_id": 1, "number": 1, "template_key": "pictures", "title": "\u4e3b\u56fe", "acceptance": "", "phase_id": 2, "team_id": 3, "owner_id": null, "approver_id": null, "assigned_at": "2026-10-01T02:00:00+00:00", "anchor_kind": "opening", "anchor_phase_id": 2, "anchor_milestone_id": null, "offset_days": -5, "due_on": "2026-11-05", "duration_days": 2, "effort_hours": 4.0, "people_at_once": 1, "must_have": true, "pinned_at": null, "pinned_by": null, "baseline_start_on": "2026-11-04", "baseline_due_on": "2026-11-05", "started_at": null, "started_by": null, "submitted_at": null, "submitted_by": null, "done_at": null, "done_by": null, "stuck_at": null, "stuck_by": null, "stuck_reason": "", "created_at": "2026-10-01T02:00:00+00:00", "created_by": 2, "deleted_at": null, "deleted_by": null}','{"version": 2, "id": 1, "campaign_id": 1, "number": 1, "template_key": "pictures", "title": "\u4e3b\u56fe", "acceptance": "", "phase_id": 2, "team_id": 3, "owner_id": null, "approver_id": null, "assigned_at": "2026-10-01T02:00:00+00:00", "anchor_kind": "opening", "anchor_phase_id": 2, "anchor_milestone_id": null, "offset_days": -5, "due_on": "2026-11-05", "duration_days": 2, "effort_hours": 4.0, "people_at_once": 1, "must_have": true, "pinned_at": null, "pinned_by": null, "baseline_start_on": "2026-11-04", "baseline_due_on": "2026-11-05", "started_at": null, "started_by": null, "submitted_at": null, "submitted_by": null, "done_at": null, "done_by": null, "stuck_at": "2026-10-01T02:00:00+00:00", "stuck_by": 3, "stuck_reason": "\u7b49\u6837\u54c1", "created_at": "2026-10-01T02:00:00+00:00", "created_by": 2, "deleted_at": null, "deleted_by": null}');
INSERT INTO "change" VALUES(35,12,'task',1,'{"version": 2, "id": 1, "campaign_id": 1, "number": 1, "template_key": "pictures", "title": "\u4e3b\u56fe", "acceptance": "", "phase_id": 2, "team_id": 3, "owner_id": null, "approver_id": null, "assigned_at": "2026-10-01T02:00:00+00:00", "anchor_kind": "opening", "anchor_phase_id": 2, "anchor_milestone_id": null, "offset_days": -5, "due_on": "2026-11-05", "duration_days": 2, "effort_hours": 4.0, "people_at_once": 1, "must_have": true, "pinned_at": null, "pinned_by": null, "baseline_start_on": "2026-11-04", "baseline_due_on": "2026-11-05", "started_at": null, "started_by": null, "submitted_at": null, "submitted_by": null, "done_at": null, "done_by": null, "stuck_at": "2026-10-01T02:00:00+00:00", "stuck_by": 3, "stuck_reason": "\u7b49\u6837\u54c1", "created_at": "2026-10-01T02:00:00+00:00", "created_by": 2, "deleted_at": null, "deleted_by": null}','{"version": 3, "id": 1, "campaign_id": 1, "number": 1, "template_key": "pictures", "title": "\u4e3b\u56fe", "acceptance": "", "phase_id": 2, "team_id": 3, "owner_id": 3, "approver_id": null, "assigned_at": "2026-10-01T02:00:00+00:00", "anchor_kind": "opening", "anchor_phase_id": 2, "anchor_milestone_id": null, "offset_days": -5, "due_on": "2026-11-05", "duration_days": 2, "effort_hours": 4.0, "people_at_once": 1, "must_have": true, "pinned_at": null, "pinned_by": null, "baseline_start_on": "2026-11-04", "baseline_due_on": "2026-11-05", "started_at": "2026-10-01T02:00:00+00:00", "started_by": 3, "submitted_at": null, "submitted_by": null, "done_at": "2026-10-01T02:00:00+00:00", "done_by": 3, "stuck_at": null, "stuck_by": null, "stuck_reason": "", "created_at": "2026-10-01T02:00:00+00:00", "created_by": 2, "deleted_at": null, "deleted_by": null}');
INSERT INTO "change" VALUES(36,13,'own_template',1,NULL,'{"version": 1, "id": 1, "key": "own_a4dd3cfc", "number": 1, "name": "\u6211\u4eec\u7684\u53cc11", "content": "# A sale template. Days count from the sale day. A phase runs up to, not including, its closing.\n# A task hangs on a phase''s opening (its first day) or closing (its last day) or on a milestone,\n# and is due so many days after it.\n\nname = \"\u6211\u4eec\u7684\u53cc11\"\nsale = \"double11\"\nusual_day = { rule = \"fixed\", month = 11, day = 11 }\n\n[[phases]]\nkey = \"phase_1\"\nname = \"\u9884\u70ed\"\nkind = \"warm_up\"\nopens = { day = -3, at = 00:00:00 }\ncloses = { day = -1, at = 20:00:00 }\ntarget_share_bp = 0\n\n[[phases]]\nkey = \"phase_2\"\nname = \"\u7206\u53d1\"\nkind = \"burst\"\nopens = { day = -1, at = 20:00:00 }\ncloses = { day = 1, at = 00:00:00 }\ntarget_share_bp = 8000\n\n[[phases]]\nkey = \"phase_3\"\nname = \"\u4eac\u4e1c\u8fd4\u573a\"\nkind = \"burst\"\nopens = { day = 1, at = 00:00:00 }\ncloses = { day = 2, at = 00:00:00 }\ntarget_share_bp = 0\n\n[[phases]]\nkey = \"phase_4\"\nname = \"\u6536\u5c3e\"\nkind = \"wrap_up\"\nopens = { day = 2, at = 00:00:00 }\ncloses = { day = 4, at = 00:00:00 }\ntarget_share_bp = 2000\n\n[[milestones]]\nkey = \"milestone_1\"\nname = \"\u9875\u9762\u51bb\u7ed3\"\nday = -1\nat = 12:00:00\n\n[[tasks]]\nkey = \"pictures\"\ntitle = \"\u4e3b\u56fe\"\nteam = \"design\"\nserves = \"phase_2\"\nhangs_on = { opening = \"phase_2\", days = -5 }\nduration_days = 2\neffort_hours = 4.0\npeople_at_once = 1\nafter = []\nmust_have = true\nchecklist = [\n  \"\u767d\u5e95\u56fe\",\n  \"\u573a\u666f\u56fe\",\n]\n\n[[tasks]]\nkey = \"stock\"\ntitle = \"\u5907\u8d27\"\nteam = \"warehouse\"\nserves = \"phase_2\"\nhangs_on = { opening = \"phase_2\", days = -5 }\nduration_days = 2\neffort_hours = 4.0\npeople_at_once = 1\nafter = [\"pictures\"]\nmust_have = true\n\n[[tasks]]\nkey = \"replies\"\ntitle = \"\u5feb\u6377\u56de\u590d\"\nteam = \"customer_service\"\nserves = \"phase_2\"\nhangs_on = { opening = \"phase_2\", days = -5 }\nduration_days = 2\neffort_hours = 4.0\npeople_at_once = 1\nafter = []\nmust_have = true\n", "note": "", "saved_at": "2026-10-01T02:00:00+00:00", "saved_by": 2, "archived_at": null}');
INSERT INTO "change" VALUES(37,14,'sales_import',1,NULL,'{"version": 1, "id": 1, "shop_id": 1, "source": "daily_sheet", "file_name": "export.csv", "sha256": "0000000000000000000000000000000000000000000000000000000000000000", "rows_read": 1, "rows_skipped": 0, "covers_from": "2026-11-08T00:00:00", "covers_to": "2026-11-08T23:59:59", "imported_at": "2026-11-20T02:00:00+00:00", "imported_by": 2}');
INSERT INTO "change" VALUES(38,14,'sales_figure',1,NULL,'{"version": 1, "id": 1, "shop_id": 1, "day": "2026-11-08", "hour": -1, "channel": "", "source": "daily_sheet", "partial": false, "ordered_fen": null, "ordered_count": null, "paid_fen": 9900000000, "paid_count": null, "refunded_fen": null, "visitors": 120000, "buyers": null, "page_views": null, "cart_people": null, "cart_pieces": null, "favourites": null, "coupons_claimed": null, "deposit_orders": null, "deposit_fen": null, "members_gained": null, "new_buyers": null, "returning_buyers": null, "returning_paid_fen": null, "ad_spend_fen": null, "ad_clicks": null, "ad_paid_fen": null, "refund_orders": null, "dispatch_due": null, "dispatched_on_time": null, "chats": 7200, "replied_in_time": null, "products_on_sale": null, "products_in_stock": null, "covers_to": "2026-11-08T23:59:59", "import_id": 1, "updated_at": "2026-11-20T02:00:00+00:00"}');
CREATE TABLE checklist_item (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	done_at DATETIME, 
	done_by INTEGER, 
	CONSTRAINT pk_checklist_item PRIMARY KEY (id), 
	CONSTRAINT ck_checklist_item_text_length CHECK (length(text) between 1 and 300), 
	CONSTRAINT fk_checklist_item_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_checklist_item_done_by_person FOREIGN KEY(done_by) REFERENCES person (id), 
	CONSTRAINT fk_checklist_item_task_id_task FOREIGN KEY(task_id) REFERENCES task (id)
);
INSERT INTO "checklist_item" VALUES(1,1,1,1,0,'白底图',NULL,NULL);
INSERT INTO "checklist_item" VALUES(1,2,1,1,1,'场景图',NULL,NULL);
CREATE TABLE comment (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	written_at DATETIME NOT NULL, 
	written_by INTEGER, 
	CONSTRAINT pk_comment PRIMARY KEY (id), 
	CONSTRAINT ck_comment_kind CHECK (kind in ('said', 'returned', 'stuck', 'handed_over')), 
	CONSTRAINT ck_comment_text_length CHECK (length(text) between 1 and 4000), 
	CONSTRAINT fk_comment_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_comment_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT fk_comment_written_by_person FOREIGN KEY(written_by) REFERENCES person (id)
);
INSERT INTO "comment" VALUES(1,1,1,1,'said','先做白底图','2026-10-01 02:00:00.000000',3);
INSERT INTO "comment" VALUES(1,2,1,1,'stuck','等样品','2026-10-01 02:00:00.000000',3);
CREATE TABLE event (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor_id INTEGER, 
	action VARCHAR NOT NULL, 
	sentence JSON NOT NULL, 
	campaign_id INTEGER, 
	undoes_id INTEGER, 
	undone_by_id INTEGER, 
	CONSTRAINT pk_event PRIMARY KEY (id), 
	CONSTRAINT fk_event_actor_id_person FOREIGN KEY(actor_id) REFERENCES person (id), 
	CONSTRAINT fk_event_undoes_id_event FOREIGN KEY(undoes_id) REFERENCES event (id), 
	CONSTRAINT fk_event_undone_by_id_event FOREIGN KEY(undone_by_id) REFERENCES event (id)
);
INSERT INTO "event" VALUES(1,'2026-10-01 02:00:00.000000',NULL,'shops.open_shop','{"msgid": "opened the shop", "plural": null, "values": {}}',NULL,NULL,NULL);
INSERT INTO "event" VALUES(2,'2026-10-01 02:00:00.000000',1,'people.invite','{"msgid": "invited {person}", "plural": null, "values": {"person": {"is": "who", "value": 2}}}',NULL,NULL,NULL);
INSERT INTO "event" VALUES(3,'2026-10-01 02:00:00.000000',NULL,'links.accept_invitation','{"msgid": "{person} joined", "plural": null, "values": {"person": {"is": "who", "value": 2}}}',NULL,NULL,NULL);
INSERT INTO "event" VALUES(4,'2026-10-01 02:00:00.000000',1,'people.invite','{"msgid": "invited {person}", "plural": null, "values": {"person": {"is": "who", "value": 3}}}',NULL,NULL,NULL);
INSERT INTO "event" VALUES(5,'2026-10-01 02:00:00.000000',NULL,'links.accept_invitation','{"msgid": "{person} joined", "plural": null, "values": {"person": {"is": "who", "value": 3}}}',NULL,NULL,NULL);
INSERT INTO "event" VALUES(6,'2026-10-01 02:00:00.000000',2,'campaigns.create','{"msgid": "created \u201c{campaign}\u201d", "plural": null, "values": {"campaign": "\u53cc11 2026"}}',1,NULL,NULL);
INSERT INTO "event" VALUES(7,'2026-10-01 02:00:00.000000',2,'phases.add_milestone','{"msgid": "added the milestone \u201c{name}\u201d", "plural": null, "values": {"name": "\u9875\u9762\u51bb\u7ed3"}}',1,NULL,NULL);
INSERT INTO "event" VALUES(8,'2026-10-01 02:00:00.000000',2,'phases.add_phase','{"msgid": "added the phase \u201c{phase}\u201d", "plural": null, "values": {"phase": "\u4eac\u4e1c\u8fd4\u573a"}}',1,NULL,NULL);
INSERT INTO "event" VALUES(9,'2026-10-01 02:00:00.000000',3,'evidence.comment','{"msgid": "commented on \u201c{task}\u201d", "plural": null, "values": {"task": "\u4e3b\u56fe"}}',1,NULL,NULL);
INSERT INTO "event" VALUES(10,'2026-10-01 02:00:00.000000',3,'evidence.add_link','{"msgid": "added the link \u201c{title}\u201d to \u201c{task}\u201d", "plural": null, "values": {"title": "example.com", "task": "\u4e3b\u56fe"}}',1,NULL,NULL);
INSERT INTO "event" VALUES(11,'2026-10-01 02:00:00.000000',3,'tasks.say_stuck','{"msgid": "is stuck on \u201c{task}\u201d: {reason}", "plural": null, "values": {"task": "\u4e3b\u56fe", "reason": "\u7b49\u6837\u54c1"}}',1,NULL,NULL);
INSERT INTO "event" VALUES(12,'2026-10-01 02:00:00.000000',3,'tasks.complete','{"msgid": "ticked \u201c{task}\u201d", "plural": null, "values": {"task": "\u4e3b\u56fe"}}',1,NULL,NULL);
INSERT INTO "event" VALUES(13,'2026-10-01 02:00:00.000000',2,'templates.save_as_template','{"msgid": "saved \u201c{campaign}\u201d as the template \u201c{template}\u201d, version {number}", "plural": null, "values": {"campaign": "\u53cc11 2026", "template": "\u6211\u4eec\u7684\u53cc11", "number": 1}}',NULL,NULL,NULL);
INSERT INTO "event" VALUES(14,'2026-11-20 02:00:00.000000',2,'sales.take_in','{"msgid": "took in \u201c{file}\u201d for \u201c{shop}\u201d: {n} day from {first} to {last}", "plural": "took in \u201c{file}\u201d for \u201c{shop}\u201d: {n} days from {first} to {last}", "values": {"file": "export.csv", "shop": "\u5c71\u5c9a\u65d7\u8230\u5e97", "n": 1, "first": {"is": "day", "value": "2026-11-08"}, "last": {"is": "day", "value": "2026-11-08"}}}',NULL,NULL,NULL);
CREATE TABLE evidence (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	url VARCHAR, 
	sha256 VARCHAR, 
	size INTEGER NOT NULL, 
	added_at DATETIME NOT NULL, 
	added_by INTEGER, 
	removed_at DATETIME, 
	CONSTRAINT pk_evidence PRIMARY KEY (id), 
	CONSTRAINT ck_evidence_link_or_file CHECK ((url is not null and sha256 is null) or (url is null and sha256 is not null)), 
	CONSTRAINT fk_evidence_added_by_person FOREIGN KEY(added_by) REFERENCES person (id), 
	CONSTRAINT fk_evidence_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_evidence_task_id_task FOREIGN KEY(task_id) REFERENCES task (id)
);
INSERT INTO "evidence" VALUES(1,1,1,1,'example.com','https://example.com/a.png',NULL,0,'2026-10-01 02:00:00.000000',3,NULL);
CREATE TABLE export_mapping (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	shop_id INTEGER NOT NULL, 
	header VARCHAR NOT NULL, 
	headers JSON NOT NULL, 
	columns JSON NOT NULL, 
	day_column VARCHAR NOT NULL, 
	hour_column VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	made_by INTEGER, 
	CONSTRAINT pk_export_mapping PRIMARY KEY (id), 
	CONSTRAINT fk_export_mapping_made_by_person FOREIGN KEY(made_by) REFERENCES person (id), 
	CONSTRAINT fk_export_mapping_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id), 
	CONSTRAINT uq_export_mapping_shop_id_header UNIQUE (shop_id, header)
);
INSERT INTO "export_mapping" VALUES(1,1,1,'0000000000000000000000000000000000000000000000000000000000000000','["\u7edf\u8ba1\u65e5", "\u5165\u4f1a\u4eba\u6570"]','{"members_gained": "\u5165\u4f1a\u4eba\u6570"}','统计日','','2026-10-01 02:00:00.000000',NULL);
CREATE TABLE installation (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	company VARCHAR NOT NULL, 
	time_zone VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, country VARCHAR not null default 'CN', 
	CONSTRAINT pk_installation PRIMARY KEY (id), 
	CONSTRAINT ck_installation_kind CHECK (kind in ('demo', 'real')), 
	CONSTRAINT ck_installation_only_one CHECK (id = 1)
);
INSERT INTO "installation" VALUES(1,1,'real','山岚家居','Asia/Shanghai','2026-10-01 02:00:00.000000','CN');
CREATE TABLE invitation (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	person_id INTEGER, 
	created_at DATETIME NOT NULL, 
	created_by INTEGER, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_invitation PRIMARY KEY (id), 
	CONSTRAINT ck_invitation_kind CHECK (kind in ('join', 'reset', 'first')), 
	CONSTRAINT fk_invitation_created_by_person FOREIGN KEY(created_by) REFERENCES person (id), 
	CONSTRAINT fk_invitation_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_invitation_token_hash UNIQUE (token_hash)
);
INSERT INTO "invitation" VALUES(1,'join','99c9961482f7839ec079c47e625283a6023bbcb02e1b807f0339f72d12fb8e53',2,'2026-10-01 02:00:00.000000',1,'2026-10-04 02:00:00.000000','2026-10-01 02:00:00.000000');
INSERT INTO "invitation" VALUES(2,'join','89e61d7766a6eb533f5f2c9fbae282bb342652e2c5295d7f89d3e39778529d9d',3,'2026-10-01 02:00:00.000000',1,'2026-10-04 02:00:00.000000','2026-10-01 02:00:00.000000');
CREATE TABLE kept_curve (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	sale VARCHAR NOT NULL, 
	from_campaign_id INTEGER, 
	shares JSON NOT NULL, 
	made_at DATETIME NOT NULL, 
	made_by INTEGER, 
	archived_at DATETIME, 
	CONSTRAINT pk_kept_curve PRIMARY KEY (id), 
	CONSTRAINT ck_kept_curve_name_length CHECK (length(name) between 1 and 80), 
	CONSTRAINT fk_kept_curve_made_by_person FOREIGN KEY(made_by) REFERENCES person (id)
);
INSERT INTO "kept_curve" VALUES(1,1,'去年的双11','double11',NULL,'{"phases": [{"name": "\u7206\u53d1", "kind": "burst", "opens": "2025-11-10T20:00:00", "closes": "2025-11-10T22:00:00"}], "first_hour": "2025-11-10T20:00:00", "hours": [700000, 300000]}','2026-10-01 02:00:00.000000',NULL,NULL);
CREATE TABLE lease (
	name VARCHAR NOT NULL, 
	holder VARCHAR NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_lease PRIMARY KEY (name)
);
INSERT INTO "lease" VALUES('due','a server','2026-10-01 02:00:00.000000');
CREATE TABLE live_price (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	shop_id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	item_id VARCHAR NOT NULL, 
	sku_id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	list_fen BIGINT, 
	price_fen BIGINT, 
	activity_fen BIGINT, 
	piece_off_fen BIGINT, 
	official_off_fen BIGINT, 
	list_line_fen BIGINT, 
	coupon_line_fen BIGINT, 
	file_name VARCHAR NOT NULL, 
	read_at DATETIME NOT NULL, 
	read_by INTEGER, 
	CONSTRAINT pk_live_price PRIMARY KEY (id), 
	CONSTRAINT ck_live_price_some_number CHECK (length(item_id) + length(sku_id) > 0), 
	CONSTRAINT fk_live_price_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_live_price_read_by_person FOREIGN KEY(read_by) REFERENCES person (id), 
	CONSTRAINT fk_live_price_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id), 
	CONSTRAINT uq_live_price_campaign_id_shop_id_source_item_id_sku_id UNIQUE (campaign_id, shop_id, source, item_id, sku_id)
);
INSERT INTO "live_price" VALUES(1,1,1,1,'price_check','610011223344','','',NULL,14280,NULL,NULL,NULL,NULL,NULL,'','2026-10-01 02:00:00.000000',NULL);
CREATE TABLE membership (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	team_id INTEGER NOT NULL, 
	CONSTRAINT pk_membership PRIMARY KEY (id), 
	CONSTRAINT fk_membership_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_membership_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_membership_person_id_team_id UNIQUE (person_id, team_id)
);
INSERT INTO "membership" VALUES(1,1,3,3);
CREATE TABLE milestone (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	happens_at DATETIME NOT NULL, freezes BOOLEAN not null default false, 
	CONSTRAINT pk_milestone PRIMARY KEY (id), 
	CONSTRAINT fk_milestone_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT uq_milestone_campaign_id_name UNIQUE (campaign_id, name)
);
INSERT INTO "milestone" VALUES(1,1,1,'页面冻结','2026-11-10 12:00:00.000000',0);
CREATE TABLE own_template (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	content VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	saved_at DATETIME NOT NULL, 
	saved_by INTEGER, 
	archived_at DATETIME, 
	CONSTRAINT pk_own_template PRIMARY KEY (id), 
	CONSTRAINT ck_own_template_name_length CHECK (length(name) between 1 and 80), 
	CONSTRAINT ck_own_template_number CHECK (number >= 1), 
	CONSTRAINT fk_own_template_saved_by_person FOREIGN KEY(saved_by) REFERENCES person (id), 
	CONSTRAINT uq_own_template_key_number UNIQUE ("key", number)
);
INSERT INTO "own_template" VALUES(1,1,'own_a4dd3cfc',1,'我们的双11','# A sale template. Days count from the sale day. A phase runs up to, not including, its closing.
# A task hangs on a phase''s opening (its first day) or closing (its last day) or on a milestone,
# and is due so many days after it.

name = "我们的双11"
sale = "double11"
usual_day = { rule = "fixed", month = 11, day = 11 }

[[phases]]
key = "phase_1"
name = "预热"
kind = "warm_up"
opens = { day = -3, at = 00:00:00 }
closes = { day = -1, at = 20:00:00 }
target_share_bp = 0

[[phases]]
key = "phase_2"
name = "爆发"
kind = "burst"
opens = { day = -1, at = 20:00:00 }
closes = { day = 1, at = 00:00:00 }
target_share_bp = 8000

[[phases]]
key = "phase_3"
name = "京东返场"
kind = "burst"
opens = { day = 1, at = 00:00:00 }
closes = { day = 2, at = 00:00:00 }
target_share_bp = 0

[[phases]]
key = "phase_4"
name = "收尾"
kind = "wrap_up"
opens = { day = 2, at = 00:00:00 }
closes = { day = 4, at = 00:00:00 }
target_share_bp = 2000

[[milestones]]
key = "milestone_1"
name = "页面冻结"
day = -1
at = 12:00:00

[[tasks]]
key = "pictures"
title = "主图"
team = "design"
serves = "phase_2"
hangs_on = { opening = "phase_2", days = -5 }
duration_days = 2
effort_hours = 4.0
people_at_once = 1
after = []
must_have = true
checklist = [
  "白底图",
  "场景图",
]

[[tasks]]
key = "stock"
title = "备货"
team = "warehouse"
serves = "phase_2"
hangs_on = { opening = "phase_2", days = -5 }
duration_days = 2
effort_hours = 4.0
people_at_once = 1
after = ["pictures"]
must_have = true

[[tasks]]
key = "replies"
title = "快捷回复"
team = "customer_service"
serves = "phase_2"
hangs_on = { opening = "phase_2", days = -5 }
duration_days = 2
effort_hours = 4.0
people_at_once = 1
after = []
must_have = true
','','2026-10-01 02:00:00.000000',2,NULL);
CREATE TABLE person (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	login VARCHAR, 
	password_hash VARCHAR, 
	language VARCHAR, 
	operator_since DATETIME, 
	teammate_since DATETIME, 
	lead_since DATETIME, 
	created_at DATETIME NOT NULL, 
	deactivated_at DATETIME, 
	removed_at DATETIME, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT ck_person_name_length CHECK (length(name) between 1 and 60), 
	CONSTRAINT ck_person_login_length CHECK (login is null or length(login) between 1 and 120), 
	CONSTRAINT uq_person_login UNIQUE (login)
);
INSERT INTO "person" VALUES(2,1,'Lin An','lin','scrypt$32768$8$1$Xk23nS//0krgo+9g+8VlgA==$hZdML62s2RqvwsAd7wJP1ttmQcJMGN9yj8587ULKXvmR+BT56lxhtekN8RsASnyCAqchx5kMNNMbZI9kj/BH7A==','zh','2026-10-01 02:00:00.000000',NULL,'2026-10-01 02:00:00.000000','2026-10-01 02:00:00.000000',NULL,NULL);
INSERT INTO "person" VALUES(2,2,'Zhou Yan','zhou','scrypt$32768$8$1$roUsn7a3o/f0jG0vtG8Viw==$PZWO1tmXfSrjH71eOX5jJC3t3LDn7jpq+7ofIGKbrGh2c/9PpTCdBzmyWLfu7VFYuvzGp2wdiNatrw4iXZWwBg==','zh','2026-10-01 02:00:00.000000',NULL,NULL,'2026-10-01 02:00:00.000000',NULL,NULL);
INSERT INTO "person" VALUES(2,3,'Chen Mo','chen','scrypt$32768$8$1$WIF7ViFEI0Sux9w9MJKCUA==$jXLOcjOCUbdiqoXlhOEgt8+a4w7AP/s8O+jcwpWcy2WidhWBEItl1O5KF3PYfQz8fBCRGYuHiXjWzj3DH7fHTg==','zh',NULL,'2026-10-01 02:00:00.000000',NULL,'2026-10-01 02:00:00.000000',NULL,NULL);
CREATE TABLE phase (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	opens_at DATETIME NOT NULL, 
	closes_at DATETIME NOT NULL, 
	target_share_bp INTEGER NOT NULL, passed_at DATETIME, passed_by INTEGER constraint fk_phase_passed_by_person references person (id), 
	CONSTRAINT pk_phase PRIMARY KEY (id), 
	CONSTRAINT ck_phase_kind CHECK (kind in ('warm_up', 'burst', 'wrap_up')), 
	CONSTRAINT ck_phase_closes_after_opening CHECK (closes_at > opens_at), 
	CONSTRAINT ck_phase_target_share CHECK (target_share_bp between 0 and 10000), 
	CONSTRAINT fk_phase_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT uq_phase_campaign_id_name UNIQUE (campaign_id, name)
);
INSERT INTO "phase" VALUES(1,1,1,'预热','warm_up','2026-11-08 00:00:00.000000','2026-11-10 20:00:00.000000',0,NULL,NULL);
INSERT INTO "phase" VALUES(1,2,1,'爆发','burst','2026-11-10 20:00:00.000000','2026-11-12 00:00:00.000000',8000,NULL,NULL);
INSERT INTO "phase" VALUES(1,3,1,'收尾','wrap_up','2026-11-13 00:00:00.000000','2026-11-15 00:00:00.000000',2000,NULL,NULL);
INSERT INTO "phase" VALUES(1,4,1,'京东返场','burst','2026-11-12 00:00:00.000000','2026-11-13 00:00:00.000000',0,NULL,NULL);
CREATE TABLE phase_shop (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	phase_id INTEGER NOT NULL, 
	shop_id INTEGER NOT NULL, 
	CONSTRAINT pk_phase_shop PRIMARY KEY (id), 
	CONSTRAINT fk_phase_shop_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_phase_shop_phase_id_phase FOREIGN KEY(phase_id) REFERENCES phase (id), 
	CONSTRAINT fk_phase_shop_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id), 
	CONSTRAINT uq_phase_shop_phase_id_shop_id UNIQUE (phase_id, shop_id)
);
INSERT INTO "phase_shop" VALUES(1,1,1,4,2);
CREATE TABLE phase_target (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	phase_id INTEGER NOT NULL, 
	figure VARCHAR NOT NULL, 
	wanted BIGINT NOT NULL, 
	CONSTRAINT pk_phase_target PRIMARY KEY (id), 
	CONSTRAINT ck_phase_target_wanted_not_below_zero CHECK (wanted >= 0), 
	CONSTRAINT fk_phase_target_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_phase_target_phase_id_phase FOREIGN KEY(phase_id) REFERENCES phase (id), 
	CONSTRAINT uq_phase_target_phase_id_figure UNIQUE (phase_id, figure)
);
INSERT INTO "phase_target" VALUES(1,1,1,1,'members_gained',300);
CREATE TABLE playbook (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	phase_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	measure VARCHAR NOT NULL, 
	side VARCHAR NOT NULL, 
	share_bp INTEGER NOT NULL, 
	offset_minutes INTEGER, 
	happens_at DATETIME, 
	created_at DATETIME NOT NULL, 
	created_by INTEGER, 
	armed_at DATETIME, 
	armed_by INTEGER, 
	fired_at DATETIME, 
	passed_at DATETIME, 
	judged_for DATETIME, 
	planned_fen BIGINT, 
	reached_fen BIGINT, 
	spent_at DATETIME, 
	removed_at DATETIME, 
	removed_by INTEGER, 
	CONSTRAINT pk_playbook PRIMARY KEY (id), 
	CONSTRAINT ck_playbook_measure CHECK (measure in ('ordered', 'paid', 'net')), 
	CONSTRAINT ck_playbook_side CHECK (side in ('below', 'above')), 
	CONSTRAINT ck_playbook_judged_on_figures CHECK ((fired_at is null and passed_at is null) or (judged_for is not null and planned_fen is not null and reached_fen is not null)), 
	CONSTRAINT ck_playbook_one_way_to_say_when CHECK ((offset_minutes is null) <> (happens_at is null)), 
	CONSTRAINT ck_playbook_fired_or_passed CHECK (fired_at is null or passed_at is null), 
	CONSTRAINT ck_playbook_name_length CHECK (length(name) between 1 and 80), 
	CONSTRAINT ck_playbook_after_opening CHECK (offset_minutes is null or offset_minutes >= 1), 
	CONSTRAINT ck_playbook_share CHECK (share_bp between 1 and 50000), 
	CONSTRAINT fk_playbook_armed_by_person FOREIGN KEY(armed_by) REFERENCES person (id), 
	CONSTRAINT fk_playbook_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_playbook_created_by_person FOREIGN KEY(created_by) REFERENCES person (id), 
	CONSTRAINT fk_playbook_phase_id_phase FOREIGN KEY(phase_id) REFERENCES phase (id), 
	CONSTRAINT fk_playbook_removed_by_person FOREIGN KEY(removed_by) REFERENCES person (id)
);
INSERT INTO "playbook" VALUES(1,1,1,1,'开场慢了','paid','below',8000,120,NULL,'2026-10-01 02:00:00.000000',NULL,'2026-10-01 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE playbook_task (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	playbook_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	team_id INTEGER NOT NULL, 
	acceptance VARCHAR NOT NULL, 
	effort_hours FLOAT NOT NULL, 
	due_hours INTEGER NOT NULL, 
	must_have BOOLEAN NOT NULL, 
	task_id INTEGER, 
	CONSTRAINT pk_playbook_task PRIMARY KEY (id), 
	CONSTRAINT ck_playbook_task_due CHECK (due_hours >= 0), 
	CONSTRAINT ck_playbook_task_effort CHECK (effort_hours >= 0), 
	CONSTRAINT ck_playbook_task_acceptance_length CHECK (length(acceptance) <= 1500), 
	CONSTRAINT ck_playbook_task_title_length CHECK (length(title) between 1 and 200), 
	CONSTRAINT fk_playbook_task_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_playbook_task_playbook_id_playbook FOREIGN KEY(playbook_id) REFERENCES playbook (id), 
	CONSTRAINT fk_playbook_task_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT fk_playbook_task_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
INSERT INTO "playbook_task" VALUES(1,1,1,1,0,'加一轮福袋',1,'',1.0,2,0,NULL);
CREATE TABLE predecessor (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	before_id INTEGER NOT NULL, kind VARCHAR not null default 'FS' constraint ck_predecessor_kind check (kind in ('FS', 'SS', 'FF', 'SF')), lag_days INTEGER not null default 0 constraint ck_predecessor_lag_days check (lag_days between -366 and 366), lag_unit VARCHAR not null default 'working' constraint ck_predecessor_lag_unit check (lag_unit in ('working', 'calendar')), 
	CONSTRAINT pk_predecessor PRIMARY KEY (id), 
	CONSTRAINT ck_predecessor_not_itself CHECK (task_id <> before_id), 
	CONSTRAINT fk_predecessor_before_id_task FOREIGN KEY(before_id) REFERENCES task (id), 
	CONSTRAINT fk_predecessor_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_predecessor_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT uq_predecessor_task_id_before_id UNIQUE (task_id, before_id)
);
INSERT INTO "predecessor" VALUES(1,1,1,2,1,'FS',0,'working');
CREATE TABLE product (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	shop_id INTEGER NOT NULL, 
	sku VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	category VARCHAR NOT NULL, 
	list_fen BIGINT NOT NULL, 
	cost_fen BIGINT, 
	floor_fen BIGINT, 
	stock INTEGER, 
	item_id VARCHAR NOT NULL, 
	sku_id VARCHAR NOT NULL, 
	link VARCHAR NOT NULL, 
	limit_per_buyer INTEGER, 
	planned_pieces INTEGER, 
	last_fen BIGINT, 
	struck_fen BIGINT, 
	lowest_week_fen BIGINT, 
	added_at DATETIME NOT NULL, 
	added_by INTEGER, 
	removed_at DATETIME, 
	removed_by INTEGER, 
	CONSTRAINT pk_product PRIMARY KEY (id), 
	CONSTRAINT ck_product_cost CHECK (cost_fen is null or cost_fen >= 0), 
	CONSTRAINT ck_product_floor_price CHECK (floor_fen is null or floor_fen >= 0), 
	CONSTRAINT ck_product_name_length CHECK (length(name) between 1 and 200), 
	CONSTRAINT ck_product_sku_length CHECK (length(sku) between 1 and 80), 
	CONSTRAINT ck_product_limit_per_buyer CHECK (limit_per_buyer is null or limit_per_buyer >= 1), 
	CONSTRAINT ck_product_list_price CHECK (list_fen >= 0), 
	CONSTRAINT ck_product_stock CHECK (stock is null or stock >= 0), 
	CONSTRAINT fk_product_added_by_person FOREIGN KEY(added_by) REFERENCES person (id), 
	CONSTRAINT fk_product_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_product_removed_by_person FOREIGN KEY(removed_by) REFERENCES person (id), 
	CONSTRAINT fk_product_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id), 
	CONSTRAINT uq_product_campaign_id_shop_id_sku UNIQUE (campaign_id, shop_id, sku)
);
INSERT INTO "product" VALUES(1,1,1,1,'T-01','高山乌龙 250g','',16800,6200,NULL,NULL,'','','',NULL,NULL,NULL,NULL,NULL,'2026-10-01 02:00:00.000000',NULL,NULL,NULL);
CREATE TABLE promotion (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	shop_id INTEGER, 
	name VARCHAR NOT NULL, 
	preset VARCHAR NOT NULL, 
	gives JSON NOT NULL, 
	layer INTEGER NOT NULL, 
	base VARCHAR NOT NULL, 
	scope JSON NOT NULL, 
	mutex_group VARCHAR NOT NULL, 
	claimed BOOLEAN NOT NULL, 
	priority INTEGER NOT NULL, 
	rounding VARCHAR NOT NULL, 
	shop_bp INTEGER NOT NULL, 
	shuts JSON NOT NULL, 
	opens_at DATETIME, 
	closes_at DATETIME, 
	issued INTEGER, 
	per_buyer INTEGER, 
	budget_fen BIGINT, 
	wording VARCHAR NOT NULL, 
	typed VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	created_by INTEGER, 
	cancelled_at DATETIME, 
	cancelled_by INTEGER, 
	CONSTRAINT pk_promotion PRIMARY KEY (id), 
	CONSTRAINT ck_promotion_base CHECK (base in ('list', 'item', 'running')), 
	CONSTRAINT ck_promotion_budget CHECK (budget_fen is null or budget_fen >= 0), 
	CONSTRAINT ck_promotion_closes_after_opening CHECK (closes_at is null or closes_at > opens_at), 
	CONSTRAINT ck_promotion_issued CHECK (issued is null or issued >= 1), 
	CONSTRAINT ck_promotion_layer CHECK (layer between 0 and 6), 
	CONSTRAINT ck_promotion_name_length CHECK (length(name) between 1 and 80), 
	CONSTRAINT ck_promotion_wording_length CHECK (length(wording) <= 1000), 
	CONSTRAINT ck_promotion_per_buyer CHECK (per_buyer is null or per_buyer >= 1), 
	CONSTRAINT ck_promotion_shop_share CHECK (shop_bp between 0 and 10000), 
	CONSTRAINT fk_promotion_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_promotion_cancelled_by_person FOREIGN KEY(cancelled_by) REFERENCES person (id), 
	CONSTRAINT fk_promotion_created_by_person FOREIGN KEY(created_by) REFERENCES person (id), 
	CONSTRAINT fk_promotion_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id)
);
INSERT INTO "promotion" VALUES(1,1,1,NULL,'满300减50','spend_save','{"kind": "amount_off", "tiers": [[30000, 5000]], "measure": "amount", "repeat": true, "most_fen": null, "elsewhere": 0}',2,'item','{"skus": [], "categories": [], "except_skus": []}','shop rule',0,0,'paid_half_up',10000,'[]',NULL,NULL,NULL,NULL,NULL,'','','2026-10-01 02:00:00.000000',NULL,NULL,NULL);
CREATE TABLE promotion_phase (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	promotion_id INTEGER NOT NULL, 
	phase_id INTEGER NOT NULL, 
	CONSTRAINT pk_promotion_phase PRIMARY KEY (id), 
	CONSTRAINT fk_promotion_phase_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_promotion_phase_phase_id_phase FOREIGN KEY(phase_id) REFERENCES phase (id), 
	CONSTRAINT fk_promotion_phase_promotion_id_promotion FOREIGN KEY(promotion_id) REFERENCES promotion (id), 
	CONSTRAINT uq_promotion_phase_promotion_id_phase_id UNIQUE (promotion_id, phase_id)
);
INSERT INTO "promotion_phase" VALUES(1,1,1,1,1);
CREATE TABLE promotion_setting (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	fee_bp INTEGER NOT NULL, 
	fee_base VARCHAR NOT NULL, 
	order_fen INTEGER NOT NULL, 
	target_bp INTEGER NOT NULL, 
	rate_bp INTEGER NOT NULL, 
	near_zero_fen INTEGER NOT NULL, 
	near_zero_cost_bp INTEGER NOT NULL, 
	drop_bp INTEGER NOT NULL, 
	protection_days INTEGER NOT NULL, 
	gap_warn_bp INTEGER NOT NULL, 
	gap_stop_bp INTEGER NOT NULL, 
	bundle_bp INTEGER NOT NULL, 
	most_pieces INTEGER NOT NULL, 
	platform_lines BOOLEAN NOT NULL, 
	lines_hours INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	checked_on DATE, 
	CONSTRAINT pk_promotion_setting PRIMARY KEY (id), 
	CONSTRAINT ck_promotion_setting_fee_base CHECK (fee_base in ('list', 'paid', 'received')), 
	CONSTRAINT ck_promotion_setting_rates_leave_something CHECK (fee_bp + target_bp < 10000), 
	CONSTRAINT ck_promotion_setting_rates CHECK (fee_bp >= 0 and target_bp >= 0), 
	CONSTRAINT ck_promotion_setting_order_cost CHECK (order_fen >= 0), 
	CONSTRAINT fk_promotion_setting_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT uq_promotion_setting_campaign_id UNIQUE (campaign_id)
);
INSERT INTO "promotion_setting" VALUES(1,1,1,500,'received',0,0,5000,100,1000,5000,30,1500,2000,5000,50,0,24,'',NULL);
CREATE TABLE promotion_task (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	promotion_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	need VARCHAR NOT NULL, 
	CONSTRAINT pk_promotion_task PRIMARY KEY (id), 
	CONSTRAINT fk_promotion_task_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_promotion_task_promotion_id_promotion FOREIGN KEY(promotion_id) REFERENCES promotion (id), 
	CONSTRAINT fk_promotion_task_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT uq_promotion_task_promotion_id_need UNIQUE (promotion_id, need)
);
INSERT INTO "promotion_task" VALUES(1,1,1,1,1,'assets');
CREATE TABLE retro_note (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	written_at DATETIME NOT NULL, 
	written_by INTEGER, 
	CONSTRAINT pk_retro_note PRIMARY KEY (id), 
	CONSTRAINT ck_retro_note_kind CHECK (kind in ('keep', 'change')), 
	CONSTRAINT ck_retro_note_text_length CHECK (length(text) between 1 and 1000), 
	CONSTRAINT fk_retro_note_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_retro_note_written_by_person FOREIGN KEY(written_by) REFERENCES person (id)
);
INSERT INTO "retro_note" VALUES(1,1,1,'keep','提前一小时到岗','2026-10-01 02:00:00.000000',NULL);
CREATE TABLE revision (
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	noun VARCHAR NOT NULL, 
	value INTEGER NOT NULL, 
	CONSTRAINT pk_revision PRIMARY KEY (id), 
	CONSTRAINT uq_revision_campaign_id_noun UNIQUE (campaign_id, noun)
);
INSERT INTO "revision" VALUES(1,0,'people',5);
INSERT INTO "revision" VALUES(2,0,'shops',1);
INSERT INTO "revision" VALUES(3,1,'campaigns',3);
INSERT INTO "revision" VALUES(4,1,'tasks',5);
INSERT INTO "revision" VALUES(5,0,'templates',1);
INSERT INTO "revision" VALUES(6,0,'sales',1);
CREATE TABLE rules_sign_off (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	phase_id INTEGER NOT NULL, 
	fingerprint VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	signed_at DATETIME NOT NULL, 
	signed_by INTEGER, 
	CONSTRAINT pk_rules_sign_off PRIMARY KEY (id), 
	CONSTRAINT ck_rules_sign_off_note_length CHECK (length(note) <= 1000), 
	CONSTRAINT fk_rules_sign_off_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_rules_sign_off_phase_id_phase FOREIGN KEY(phase_id) REFERENCES phase (id), 
	CONSTRAINT fk_rules_sign_off_signed_by_person FOREIGN KEY(signed_by) REFERENCES person (id), 
	CONSTRAINT uq_rules_sign_off_phase_id UNIQUE (phase_id)
);
INSERT INTO "rules_sign_off" VALUES(1,1,1,1,'0000000000000000000000000000000000000000000000000000000000000000','','2026-10-01 02:00:00.000000',NULL);
CREATE TABLE sales_figure (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	shop_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	hour INTEGER NOT NULL, 
	channel VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	partial BOOLEAN NOT NULL, 
	ordered_fen BIGINT, 
	ordered_count INTEGER, 
	paid_fen BIGINT, 
	paid_count INTEGER, 
	refunded_fen BIGINT, 
	visitors INTEGER, 
	buyers INTEGER, 
	covers_to DATETIME NOT NULL, 
	import_id INTEGER, 
	updated_at DATETIME NOT NULL, page_views BIGINT, deposit_fen BIGINT, returning_paid_fen BIGINT, ad_spend_fen BIGINT, ad_clicks BIGINT, ad_paid_fen BIGINT, cart_people INTEGER, cart_pieces INTEGER, favourites INTEGER, coupons_claimed INTEGER, deposit_orders INTEGER, members_gained INTEGER, new_buyers INTEGER, returning_buyers INTEGER, refund_orders INTEGER, dispatch_due INTEGER, dispatched_on_time INTEGER, chats INTEGER, replied_in_time INTEGER, products_on_sale INTEGER, products_in_stock INTEGER, 
	CONSTRAINT pk_sales_figure PRIMARY KEY (id), 
	CONSTRAINT ck_sales_figure_buyers CHECK (buyers is null or buyers >= 0), 
	CONSTRAINT ck_sales_figure_hour CHECK (hour between -1 and 23), 
	CONSTRAINT ck_sales_figure_visitors CHECK (visitors is null or visitors >= 0), 
	CONSTRAINT fk_sales_figure_import_id_sales_import FOREIGN KEY(import_id) REFERENCES sales_import (id), 
	CONSTRAINT fk_sales_figure_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id), 
	CONSTRAINT uq_sales_figure_shop_id_day_hour_channel_source UNIQUE (shop_id, day, hour, channel, source)
);
INSERT INTO "sales_figure" VALUES(1,1,1,'2026-11-08',-1,'','daily_sheet',0,NULL,NULL,9900000000,NULL,NULL,120000,NULL,'2026-11-08 23:59:59.000000',1,'2026-11-20 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,7200,NULL,NULL,NULL);
CREATE TABLE sales_import (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	shop_id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	file_name VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	rows_read INTEGER NOT NULL, 
	rows_skipped INTEGER NOT NULL, 
	covers_from DATETIME NOT NULL, 
	covers_to DATETIME NOT NULL, 
	imported_at DATETIME NOT NULL, 
	imported_by INTEGER, 
	CONSTRAINT pk_sales_import PRIMARY KEY (id), 
	CONSTRAINT fk_sales_import_imported_by_person FOREIGN KEY(imported_by) REFERENCES person (id), 
	CONSTRAINT fk_sales_import_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id)
);
INSERT INTO "sales_import" VALUES(1,1,1,'daily_sheet','export.csv','0000000000000000000000000000000000000000000000000000000000000000',1,0,'2026-11-08 00:00:00.000000','2026-11-08 23:59:59.000000','2026-11-20 02:00:00.000000',2);
CREATE TABLE shop (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	platform VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	archived_at DATETIME, 
	CONSTRAINT pk_shop PRIMARY KEY (id), 
	CONSTRAINT ck_shop_name_length CHECK (length(name) between 1 and 60), 
	CONSTRAINT uq_shop_name UNIQUE (name)
);
INSERT INTO "shop" VALUES(1,1,'山岚旗舰店','tmall','2026-10-01 02:00:00.000000',NULL);
INSERT INTO "shop" VALUES(1,2,'山岚京东店','jd','2026-10-01 02:00:00.000000',NULL);
CREATE TABLE sign_in (
	id INTEGER NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	person_id INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	browser VARCHAR NOT NULL, 
	CONSTRAINT pk_sign_in PRIMARY KEY (id), 
	CONSTRAINT fk_sign_in_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_sign_in_token_hash UNIQUE (token_hash)
);
INSERT INTO "sign_in" VALUES(1,'7991a2a7c73c23ecc1340b43004b98b3e83674353ef45badaddbdc80c54d6011',2,'2026-10-01 02:00:00.000000','2026-10-01 02:00:00.000000','2026-10-31 02:00:00.000000',NULL,'');
INSERT INTO "sign_in" VALUES(2,'f6541a4568676a7dcd6d8dbcca6297f092aa7d36c373ae4d39d776b03d753b6d',3,'2026-10-01 02:00:00.000000','2026-10-01 02:00:00.000000','2026-10-31 02:00:00.000000',NULL,'');
INSERT INTO "sign_in" VALUES(3,'c9561433cf593e07599fa3552810b241adb3179f7114a8ee24f53093901046ba',3,'2026-10-01 02:00:00.000000','2026-10-01 02:00:00.000000','2026-10-31 02:00:00.000000',NULL,'a test');
CREATE TABLE sign_in_attempt (
	id INTEGER NOT NULL, 
	login_hash VARCHAR NOT NULL, 
	address_hash VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_sign_in_attempt PRIMARY KEY (id)
);
INSERT INTO "sign_in_attempt" VALUES(1,'ffbd32f336a68a2e9714352f63b526d5b14397a54b6735f0e46cfc402153b290','c223f30d19ad6980f9b3eb2e29caf603828830cb387b2b336d05ad2f2b399f0a','2026-10-01 02:00:00.000000');
CREATE TABLE sign_off (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	phase_id INTEGER NOT NULL, 
	team_id INTEGER NOT NULL, 
	note VARCHAR NOT NULL, 
	signed_at DATETIME NOT NULL, 
	signed_by INTEGER, 
	CONSTRAINT pk_sign_off PRIMARY KEY (id), 
	CONSTRAINT ck_sign_off_note_length CHECK (length(note) <= 1000), 
	CONSTRAINT fk_sign_off_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_sign_off_phase_id_phase FOREIGN KEY(phase_id) REFERENCES phase (id), 
	CONSTRAINT fk_sign_off_signed_by_person FOREIGN KEY(signed_by) REFERENCES person (id), 
	CONSTRAINT fk_sign_off_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_sign_off_phase_id_team_id UNIQUE (phase_id, team_id)
);
INSERT INTO "sign_off" VALUES(1,1,1,1,1,'','2026-10-01 02:00:00.000000',NULL);
CREATE TABLE source_choice (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	shop_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	figure VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	chosen_at DATETIME NOT NULL, 
	chosen_by INTEGER, 
	CONSTRAINT pk_source_choice PRIMARY KEY (id), 
	CONSTRAINT fk_source_choice_chosen_by_person FOREIGN KEY(chosen_by) REFERENCES person (id), 
	CONSTRAINT fk_source_choice_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id), 
	CONSTRAINT uq_source_choice_shop_id_day_figure UNIQUE (shop_id, day, figure)
);
INSERT INTO "source_choice" VALUES(1,1,1,'2026-11-08','visitors','daily_sheet','2026-10-01 02:00:00.000000',NULL);
CREATE TABLE target_share (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	shop_id INTEGER NOT NULL, 
	channel VARCHAR NOT NULL, 
	share_bp INTEGER NOT NULL, 
	conversion_bp INTEGER, 
	buyer_fen BIGINT, 
	click_fen BIGINT, 
	budget_fen BIGINT, 
	gross_margin_bp INTEGER, 
	refund_bp INTEGER, 
	CONSTRAINT pk_target_share PRIMARY KEY (id), 
	CONSTRAINT ck_target_share_share CHECK (share_bp between 0 and 10000), 
	CONSTRAINT ck_target_share_channel_length CHECK (length(channel) <= 60), 
	CONSTRAINT fk_target_share_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_target_share_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id), 
	CONSTRAINT uq_target_share_campaign_id_shop_id_channel UNIQUE (campaign_id, shop_id, channel)
);
INSERT INTO "target_share" VALUES(1,1,1,1,'',10000,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "target_share" VALUES(1,2,1,1,'搜索',10000,420,18800,NULL,NULL,NULL,NULL);
CREATE TABLE task (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	template_key VARCHAR, 
	title VARCHAR NOT NULL, 
	acceptance VARCHAR NOT NULL, 
	phase_id INTEGER NOT NULL, 
	team_id INTEGER NOT NULL, 
	owner_id INTEGER, 
	approver_id INTEGER, 
	assigned_at DATETIME NOT NULL, 
	anchor_kind VARCHAR NOT NULL, 
	anchor_phase_id INTEGER, 
	anchor_milestone_id INTEGER, 
	offset_days INTEGER NOT NULL, 
	due_on DATE NOT NULL, 
	duration_days INTEGER NOT NULL, 
	effort_hours FLOAT NOT NULL, 
	must_have BOOLEAN NOT NULL, 
	started_at DATETIME, 
	started_by INTEGER, 
	submitted_at DATETIME, 
	submitted_by INTEGER, 
	done_at DATETIME, 
	done_by INTEGER, 
	stuck_at DATETIME, 
	stuck_by INTEGER, 
	stuck_reason VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	created_by INTEGER, 
	deleted_at DATETIME, 
	deleted_by INTEGER, people_at_once INTEGER not null default 1 constraint ck_task_people_at_once check (people_at_once between 1 and 1000), pinned_at DATETIME, pinned_by INTEGER constraint fk_task_pinned_by_person references person (id), baseline_start_on DATE, baseline_due_on DATE, 
	CONSTRAINT pk_task PRIMARY KEY (id), 
	CONSTRAINT ck_task_anchor CHECK ((anchor_kind in ('opening', 'closing') and anchor_phase_id is not null and anchor_milestone_id is null) or (anchor_kind = 'milestone' and anchor_milestone_id is not null and anchor_phase_id is null)), 
	CONSTRAINT ck_task_done_by_someone CHECK (done_at is null or done_by is not null), 
	CONSTRAINT ck_task_duration CHECK (duration_days >= 1), 
	CONSTRAINT ck_task_effort CHECK (effort_hours >= 0), 
	CONSTRAINT ck_task_title_length CHECK (length(title) between 1 and 200), 
	CONSTRAINT ck_task_stuck_reason CHECK (stuck_at is null or length(stuck_reason) > 0), 
	CONSTRAINT fk_task_anchor_milestone_id_milestone FOREIGN KEY(anchor_milestone_id) REFERENCES milestone (id), 
	CONSTRAINT fk_task_anchor_phase_id_phase FOREIGN KEY(anchor_phase_id) REFERENCES phase (id), 
	CONSTRAINT fk_task_approver_id_person FOREIGN KEY(approver_id) REFERENCES person (id), 
	CONSTRAINT fk_task_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_task_created_by_person FOREIGN KEY(created_by) REFERENCES person (id), 
	CONSTRAINT fk_task_deleted_by_person FOREIGN KEY(deleted_by) REFERENCES person (id), 
	CONSTRAINT fk_task_done_by_person FOREIGN KEY(done_by) REFERENCES person (id), 
	CONSTRAINT fk_task_owner_id_person FOREIGN KEY(owner_id) REFERENCES person (id), 
	CONSTRAINT fk_task_phase_id_phase FOREIGN KEY(phase_id) REFERENCES phase (id), 
	CONSTRAINT fk_task_started_by_person FOREIGN KEY(started_by) REFERENCES person (id), 
	CONSTRAINT fk_task_stuck_by_person FOREIGN KEY(stuck_by) REFERENCES person (id), 
	CONSTRAINT fk_task_submitted_by_person FOREIGN KEY(submitted_by) REFERENCES person (id), 
	CONSTRAINT fk_task_team_id_team FOREIGN KEY(team_id) REFERENCES team (id), 
	CONSTRAINT uq_task_campaign_id_number UNIQUE (campaign_id, number)
);
INSERT INTO "task" VALUES(3,1,1,1,'pictures','主图','',2,3,3,NULL,'2026-10-01 02:00:00.000000','opening',2,NULL,-5,'2026-11-05',2,4.0,1,'2026-10-01 02:00:00.000000',3,NULL,NULL,'2026-10-01 02:00:00.000000',3,NULL,NULL,'','2026-10-01 02:00:00.000000',2,NULL,NULL,1,NULL,NULL,'2026-11-04','2026-11-05');
INSERT INTO "task" VALUES(1,2,1,2,'stock','备货','',2,5,NULL,NULL,'2026-10-01 02:00:00.000000','opening',2,NULL,-5,'2026-11-05',2,4.0,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','2026-10-01 02:00:00.000000',2,NULL,NULL,1,NULL,NULL,'2026-11-04','2026-11-05');
INSERT INTO "task" VALUES(1,3,1,3,'replies','快捷回复','',2,4,NULL,NULL,'2026-10-01 02:00:00.000000','opening',2,NULL,-5,'2026-11-05',2,4.0,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','2026-10-01 02:00:00.000000',2,NULL,NULL,1,NULL,NULL,'2026-11-04','2026-11-05');
CREATE TABLE team (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	"key" VARCHAR, 
	name VARCHAR NOT NULL, 
	colour VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	archived_at DATETIME, people INTEGER constraint ck_team_people check (people is null or people between 0 and 1000), hours_per_day FLOAT not null default 8 constraint ck_team_hours_per_day check (hours_per_day > 0 and hours_per_day <= 24), works_days_off BOOLEAN not null default false, burst_hours FLOAT constraint ck_team_burst_hours check (burst_hours is null or (burst_hours > 0 and burst_hours <= 24)), 
	CONSTRAINT pk_team PRIMARY KEY (id), 
	CONSTRAINT ck_team_name_length CHECK (length(name) between 1 and 60), 
	CONSTRAINT uq_team_key UNIQUE ("key"), 
	CONSTRAINT uq_team_name UNIQUE (name)
);
INSERT INTO "team" VALUES(1,1,'operations','Operations','#4F6BD8',0,NULL,NULL,8.0,0,NULL);
INSERT INTO "team" VALUES(1,2,'marketing','Marketing','#B4508F',1,NULL,NULL,8.0,0,NULL);
INSERT INTO "team" VALUES(1,3,'design','Design','#8A63D2',2,NULL,NULL,8.0,0,NULL);
INSERT INTO "team" VALUES(1,4,'customer_service','Customer service','#0E8A8A',3,NULL,NULL,8.0,0,10.0);
INSERT INTO "team" VALUES(1,5,'warehouse','Warehouse','#A86A1D',4,NULL,NULL,8.0,0,10.0);
INSERT INTO "team" VALUES(1,6,'tech','Tech','#5B7083',5,NULL,NULL,8.0,0,NULL);
CREATE TABLE team_time (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	team_id INTEGER NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	people_change INTEGER NOT NULL, 
	works BOOLEAN, 
	hours FLOAT, 
	note VARCHAR NOT NULL, 
	CONSTRAINT pk_team_time PRIMARY KEY (id), 
	CONSTRAINT ck_team_time_hours CHECK (hours is null or (hours > 0 and hours <= 24)), 
	CONSTRAINT ck_team_time_days_in_order CHECK (last_day >= first_day), 
	CONSTRAINT ck_team_time_note_length CHECK (length(note) <= 200), 
	CONSTRAINT ck_team_time_people_change CHECK (people_change between -1000 and 1000), 
	CONSTRAINT fk_team_time_team_id_team FOREIGN KEY(team_id) REFERENCES team (id)
);
INSERT INTO "team_time" VALUES(1,1,1,'2026-11-07','2026-11-08',0,1,NULL,'');
CREATE TABLE visit (
	person_id INTEGER NOT NULL, 
	visited_at DATETIME NOT NULL, 
	previous_visit_at DATETIME, 
	CONSTRAINT pk_visit PRIMARY KEY (person_id), 
	CONSTRAINT fk_visit_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "visit" VALUES(3,'2026-10-01 02:00:00.000000',NULL);
CREATE TABLE waiver (
	version INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	phase_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	reason VARCHAR NOT NULL, 
	waived_at DATETIME NOT NULL, 
	waived_by INTEGER, 
	CONSTRAINT pk_waiver PRIMARY KEY (id), 
	CONSTRAINT ck_waiver_reason_length CHECK (length(reason) between 1 and 1000), 
	CONSTRAINT fk_waiver_campaign_id_campaign FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	CONSTRAINT fk_waiver_phase_id_phase FOREIGN KEY(phase_id) REFERENCES phase (id), 
	CONSTRAINT fk_waiver_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT fk_waiver_waived_by_person FOREIGN KEY(waived_by) REFERENCES person (id), 
	CONSTRAINT uq_waiver_phase_id_task_id UNIQUE (phase_id, task_id)
);
INSERT INTO "waiver" VALUES(1,1,1,1,1,'白底图已在后台','2026-10-01 02:00:00.000000',NULL);
CREATE INDEX ix_sign_in_attempt_address_hash ON sign_in_attempt (address_hash);
CREATE INDEX ix_sign_in_attempt_login_hash ON sign_in_attempt (login_hash);
CREATE INDEX ix_event_actor_id ON event (actor_id);
CREATE INDEX ix_event_at ON event (at);
CREATE INDEX ix_event_campaign_id ON event (campaign_id);
CREATE INDEX ix_event_undoes_id ON event (undoes_id);
CREATE INDEX ix_invitation_person_id ON invitation (person_id);
CREATE INDEX ix_membership_person_id ON membership (person_id);
CREATE INDEX ix_membership_team_id ON membership (team_id);
CREATE INDEX ix_sales_import_shop_id ON sales_import (shop_id);
CREATE INDEX ix_sign_in_person_id ON sign_in (person_id);
CREATE INDEX ix_campaign_shop_campaign_id ON campaign_shop (campaign_id);
CREATE INDEX ix_campaign_shop_shop_id ON campaign_shop (shop_id);
CREATE INDEX ix_change_event_id ON change (event_id);
CREATE INDEX ix_milestone_campaign_id ON milestone (campaign_id);
CREATE INDEX ix_phase_campaign_id ON phase (campaign_id);
CREATE INDEX ix_sales_figure_day ON sales_figure (day);
CREATE INDEX ix_sales_figure_import_id ON sales_figure (import_id);
CREATE INDEX ix_phase_shop_campaign_id ON phase_shop (campaign_id);
CREATE INDEX ix_phase_shop_phase_id ON phase_shop (phase_id);
CREATE INDEX ix_phase_shop_shop_id ON phase_shop (shop_id);
CREATE INDEX ix_task_anchor_milestone_id ON task (anchor_milestone_id);
CREATE INDEX ix_task_anchor_phase_id ON task (anchor_phase_id);
CREATE INDEX ix_task_approver_id ON task (approver_id);
CREATE INDEX ix_task_campaign_id ON task (campaign_id);
CREATE INDEX ix_task_open_by_team ON task (team_id, done_at);
CREATE INDEX ix_task_owner_id ON task (owner_id);
CREATE INDEX ix_task_phase_id ON task (phase_id);
CREATE INDEX ix_task_team_id ON task (team_id);
CREATE INDEX ix_checklist_item_campaign_id ON checklist_item (campaign_id);
CREATE INDEX ix_checklist_item_task_id ON checklist_item (task_id);
CREATE INDEX ix_comment_campaign_id ON comment (campaign_id);
CREATE INDEX ix_comment_task_id ON comment (task_id);
CREATE INDEX ix_evidence_campaign_id ON evidence (campaign_id);
CREATE INDEX ix_evidence_sha256 ON evidence (sha256);
CREATE INDEX ix_evidence_task_id ON evidence (task_id);
CREATE INDEX ix_predecessor_before_id ON predecessor (before_id);
CREATE INDEX ix_predecessor_campaign_id ON predecessor (campaign_id);
CREATE INDEX ix_predecessor_task_id ON predecessor (task_id);
CREATE INDEX ix_team_time_team_id ON team_time (team_id);
CREATE INDEX ix_sign_off_campaign_id ON sign_off (campaign_id);
CREATE INDEX ix_sign_off_phase_id ON sign_off (phase_id);
CREATE INDEX ix_sign_off_team_id ON sign_off (team_id);
CREATE INDEX ix_waiver_campaign_id ON waiver (campaign_id);
CREATE INDEX ix_waiver_phase_id ON waiver (phase_id);
CREATE INDEX ix_waiver_task_id ON waiver (task_id);
CREATE INDEX ix_accepted_finding_campaign_id ON accepted_finding (campaign_id);
CREATE INDEX ix_accepted_finding_shop_id ON accepted_finding (shop_id);
CREATE INDEX ix_live_price_campaign_id ON live_price (campaign_id);
CREATE INDEX ix_live_price_shop_id ON live_price (shop_id);
CREATE INDEX ix_product_campaign_id ON product (campaign_id);
CREATE INDEX ix_product_shop_id ON product (shop_id);
CREATE INDEX ix_promotion_campaign_id ON promotion (campaign_id);
CREATE INDEX ix_promotion_shop_id ON promotion (shop_id);
CREATE INDEX ix_promotion_setting_campaign_id ON promotion_setting (campaign_id);
CREATE INDEX ix_promotion_phase_campaign_id ON promotion_phase (campaign_id);
CREATE INDEX ix_promotion_phase_phase_id ON promotion_phase (phase_id);
CREATE INDEX ix_promotion_phase_promotion_id ON promotion_phase (promotion_id);
CREATE INDEX ix_rules_sign_off_campaign_id ON rules_sign_off (campaign_id);
CREATE INDEX ix_rules_sign_off_phase_id ON rules_sign_off (phase_id);
CREATE INDEX ix_promotion_task_campaign_id ON promotion_task (campaign_id);
CREATE INDEX ix_promotion_task_promotion_id ON promotion_task (promotion_id);
CREATE INDEX ix_promotion_task_task_id ON promotion_task (task_id);
CREATE INDEX ix_phase_target_campaign_id ON phase_target (campaign_id);
CREATE INDEX ix_phase_target_phase_id ON phase_target (phase_id);
CREATE INDEX ix_target_share_campaign_id ON target_share (campaign_id);
CREATE INDEX ix_target_share_shop_id ON target_share (shop_id);
CREATE INDEX ix_playbook_armed ON playbook (armed_at, spent_at);
CREATE INDEX ix_playbook_campaign_id ON playbook (campaign_id);
CREATE INDEX ix_playbook_phase_id ON playbook (phase_id);
CREATE INDEX ix_playbook_task_campaign_id ON playbook_task (campaign_id);
CREATE INDEX ix_playbook_task_playbook_id ON playbook_task (playbook_id);
CREATE INDEX ix_playbook_task_task_id ON playbook_task (task_id);
CREATE INDEX ix_playbook_task_team_id ON playbook_task (team_id);
CREATE INDEX ix_retro_note_campaign_id ON retro_note (campaign_id);
COMMIT;
