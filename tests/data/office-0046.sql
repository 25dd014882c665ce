SET check_function_bodies = false;
CREATE FUNCTION public.account_words(name text, email text, office text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE COST 1000 PARALLEL SAFE
    AS $$
        BEGIN RETURN array_to_tsvector(array_remove(string_to_array(regexp_replace(
            lower(normalize(regexp_replace(
                normalize(left(name, 300) || ' ' || left(email, 300) || ' ' || left(office, 300), NFD),
                '[\u0300-\u036f]', '', 'g'
            ), NFC)),
            '[^0-9a-z\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3040-\ud7ff]+',
            ' ', 'g'
        ), ' '), '')); END
    $$;
CREATE FUNCTION public.audit_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$;
CREATE FUNCTION public.audit_keeps_row() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN
            IF TG_OP = 'DELETE' THEN
                IF old.at > now() - interval '364 days' THEN
                    RAISE EXCEPTION 'the audit trail is append-only';
                END IF;
                RETURN old;
            END IF;
            IF NOT (old.id IS NOT DISTINCT FROM new.id AND old.at IS NOT DISTINCT FROM new.at AND old.person_id IS NOT DISTINCT FROM new.person_id AND old.kind IS NOT DISTINCT FROM new.kind AND old.record IS NOT DISTINCT FROM new.record
                    AND EXISTS (SELECT 1 FROM people WHERE erasure = 'begun')) THEN
                RAISE EXCEPTION 'the audit trail is append-only';
            END IF;
            RETURN new;
        END $$;
CREATE FUNCTION public.history_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'history is append-only'; END $$;
CREATE FUNCTION public.keep_former_name() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN 
    INSERT INTO former_names (person_id, until, name) VALUES (old.id, clock_timestamp(), old.name)
    ON CONFLICT (person_id, until) DO NOTHING;
 RETURN NULL; END $$;
CREATE FUNCTION public.releases_of_account() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN 
    INSERT INTO releases_due (person_id, looks) VALUES (new.id, 0)
    ON CONFLICT (person_id) DO UPDATE SET looks = 0;
 RETURN NULL; END $$;
CREATE FUNCTION public.releases_of_role() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN 
    INSERT INTO releases_due (person_id, looks) VALUES (old.person_id, 0)
    ON CONFLICT (person_id) DO UPDATE SET looks = 0;
 RETURN NULL; END $$;
CREATE TABLE public.tickets (
    id bigint NOT NULL,
    number text NOT NULL,
    title text NOT NULL,
    lpse_id integer NOT NULL,
    application text NOT NULL,
    version text NOT NULL,
    category text NOT NULL,
    subcategory text NOT NULL,
    priority text NOT NULL,
    rank integer NOT NULL,
    package json NOT NULL,
    error_code text NOT NULL,
    description text NOT NULL,
    email text NOT NULL,
    reporter_id bigint NOT NULL,
    reporter_role text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    desk_key text NOT NULL,
    status text NOT NULL,
    holder_id bigint,
    solver_id bigint,
    asked_id bigint,
    asked_desk_key text,
    path json NOT NULL,
    file_count integer NOT NULL,
    closed_at timestamp with time zone,
    due_at timestamp with time zone,
    reminded boolean NOT NULL,
    rating json,
    revision integer NOT NULL,
    help_number text DEFAULT ''::text NOT NULL,
    priority_rule text DEFAULT ''::text NOT NULL,
    priority_until timestamp with time zone,
    ticket_kind text DEFAULT 'general'::text NOT NULL,
    alerted_desk_key text
);
CREATE FUNCTION public.search_document(ticket public.tickets) RETURNS tsvector
    LANGUAGE plpgsql STABLE
    AS $$
        BEGIN RETURN (
            WITH folded AS (
                SELECT lower(normalize(regexp_replace(
                    normalize(ticket.title || ' ' || ticket.description || ' ' || ticket.help_number
                        || ' ' || coalesce(substring(ticket.package::text from '"code": *"([^"\\]*)"'), '')
                        || coalesce((
                            SELECT string_agg(said, '') FROM (
                                SELECT ' ' || left(text, 2000) AS said FROM history
                                WHERE ticket_id = ticket.id AND text <> '' ORDER BY id DESC LIMIT 300
                            ) AS entries
                        ), '')
                        || coalesce((
                            SELECT string_agg(called, '') FROM (
                                SELECT ' ' || name || ' ' || original AS called FROM attachments
                                WHERE ticket_id = ticket.id ORDER BY ordinal DESC LIMIT 300
                            ) AS files
                        ), ''), NFD), '[\u0300-\u036f]', '', 'g'
                ), NFC)) AS words, CASE
                    WHEN ticket.number LIKE 'T%' THEN '20' || substr(ticket.number, 4, 6)
                    ELSE substr(ticket.number, 3, 8)
                END AS day
            ), lexemes (lexeme) AS (
                SELECT left(word, 100) FROM folded, regexp_split_to_table(
                    words,
                    '[^0-9a-z\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3040-\ud7ff]+'
                ) AS word WHERE word <> ''
                UNION SELECT '=p' || person_id FROM parties WHERE ticket_id = ticket.id
                UNION SELECT '=k' || ticket.ticket_kind WHERE ticket.ticket_kind <> 'general'
                UNION SELECT '=o' || ticket.reporter_id
                UNION SELECT '=h' || held FROM unnest(ARRAY[ticket.holder_id, ticket.solver_id]) AS held
                WHERE held IS NOT NULL
                UNION SELECT unnest(ARRAY[
                    '#' || lower(ticket.number),
                    '=s' || ticket.status, '=r' || ticket.rank, '=l' || ticket.lpse_id,
                    '=a' || encode(convert_to(ticket.application, 'UTF8'), 'hex'),
                    '=v' || encode(convert_to(ticket.version, 'UTF8'), 'hex'),
                    '=d' || day, '=m' || substr(day, 1, 6), '=y' || substr(day, 1, 4)
                ]) FROM folded
            )
            SELECT (
                SELECT coalesce(
                    string_agg('''#' || substr(lower(ticket.number), at, 4) || ''':' || at, ' '), ''
                ) FROM generate_series(1, length(ticket.number) - 3) AS at
            )::tsvector || (SELECT array_to_tsvector(array_agg(lexeme)) FROM lexemes)
        ); END
    $$;
CREATE FUNCTION public.search_drop_all() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN TRUNCATE search_documents; RETURN NULL; END $$;
CREATE FUNCTION public.search_drop_ticket() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN DELETE FROM search_documents WHERE ticket_id = old.id; RETURN NULL; END $$;
CREATE FUNCTION public.search_put(ticket_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
        BEGIN
            INSERT INTO search_documents
            SELECT t.id, search_document(t) FROM tickets AS t WHERE t.id = search_put.ticket_id
            ON CONFLICT ON CONSTRAINT search_documents_pk DO UPDATE SET document = excluded.document;
        END
    $$;
CREATE FUNCTION public.search_put_of_party() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN PERFORM search_put(new.ticket_id); RETURN NULL; END $$;
CREATE FUNCTION public.search_put_ticket() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN PERFORM search_put(new.id); RETURN NULL; END $$;
CREATE FUNCTION public.search_put_without_party() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN PERFORM search_put(old.ticket_id); RETURN NULL; END $$;
CREATE TABLE public.alarms (
    kind text NOT NULL,
    chat_id bigint NOT NULL,
    name text NOT NULL,
    count integer NOT NULL,
    since timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    is_told boolean NOT NULL
);
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.assignments (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    seat text NOT NULL,
    role text NOT NULL,
    lpse_id integer,
    directorate text,
    desk_key text
);
CREATE SEQUENCE public.assignments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.assignments_id_seq OWNED BY public.assignments.id;
CREATE TABLE public.attachments (
    ticket_id bigint NOT NULL,
    ordinal integer NOT NULL,
    history_id bigint NOT NULL,
    name text NOT NULL,
    original text NOT NULL,
    size bigint NOT NULL,
    mime text NOT NULL,
    reference text NOT NULL,
    unique_ref text NOT NULL,
    is_photo boolean NOT NULL
);
CREATE TABLE public.audit (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint,
    kind text NOT NULL,
    subject text NOT NULL,
    before json NOT NULL,
    after json NOT NULL,
    record text
);
CREATE SEQUENCE public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.audit_id_seq OWNED BY public.audit.id;
CREATE TABLE public.chats (
    chat_id bigint NOT NULL,
    person_id bigint,
    language text NOT NULL,
    revision integer NOT NULL,
    talk json,
    screen_id bigint,
    reachable boolean NOT NULL,
    linked_at timestamp with time zone,
    memo json NOT NULL,
    searched_at timestamp with time zone
);
CREATE TABLE public.copies (
    unique_ref text NOT NULL,
    reference text NOT NULL,
    extension text NOT NULL,
    size bigint NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    not_before timestamp with time zone NOT NULL,
    in_use_at timestamp with time zone NOT NULL,
    sha256 text,
    agrees boolean,
    stored_at timestamp with time zone,
    findings text
);
CREATE TABLE public.counters (
    prefix text NOT NULL,
    month text NOT NULL,
    last integer NOT NULL
);
CREATE TABLE public.drafts (
    person_id bigint NOT NULL,
    key text NOT NULL,
    state json NOT NULL,
    updated_at timestamp with time zone NOT NULL
);
CREATE TABLE public.editions (
    name text NOT NULL,
    number integer NOT NULL,
    document json,
    changed boolean DEFAULT false NOT NULL,
    shipped json
);
CREATE TABLE public.faq_helped (
    code text NOT NULL,
    day text NOT NULL,
    count integer NOT NULL
);
CREATE TABLE public.former_addresses (
    address text NOT NULL,
    person_id bigint NOT NULL,
    changed_at timestamp with time zone NOT NULL
);
CREATE TABLE public.former_names (
    person_id bigint NOT NULL,
    until timestamp with time zone NOT NULL,
    name text NOT NULL
);
CREATE TABLE public.history (
    id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    kind text NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint,
    role text,
    facts json NOT NULL,
    text text NOT NULL
);
CREATE SEQUENCE public.history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.history_id_seq OWNED BY public.history.id;
CREATE TABLE public.inbox (
    update_id bigint NOT NULL,
    lane text NOT NULL,
    raw text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL,
    done_at timestamp with time zone,
    reason text,
    begun_again integer,
    begun_after_starts integer
);
CREATE TABLE public.invitations (
    digest text NOT NULL,
    person_id bigint NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    created_at timestamp with time zone
);
CREATE TABLE public.leadership (
    name text NOT NULL,
    number bigint NOT NULL,
    owner text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.looks (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    day text NOT NULL,
    person_id bigint NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    times integer NOT NULL,
    tickets integer NOT NULL
);
CREATE SEQUENCE public.looks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.looks_id_seq OWNED BY public.looks.id;
CREATE TABLE public.lpses (
    id integer NOT NULL,
    repository integer,
    name text NOT NULL,
    province text NOT NULL,
    zone text NOT NULL,
    category text NOT NULL,
    host text NOT NULL,
    build text NOT NULL,
    retired boolean DEFAULT false NOT NULL
);
CREATE TABLE public.outbox (
    id bigint NOT NULL,
    chat_id bigint,
    op text NOT NULL,
    method text NOT NULL,
    payload json NOT NULL,
    slot text NOT NULL,
    key text,
    priority integer NOT NULL,
    not_before timestamp with time zone NOT NULL,
    attempts integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    failed_at timestamp with time zone,
    error text,
    ticket_id bigint
);
CREATE SEQUENCE public.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.outbox_id_seq OWNED BY public.outbox.id;
CREATE TABLE public.package_answers (
    kind text NOT NULL,
    code text NOT NULL,
    facts json,
    asked_at timestamp with time zone NOT NULL,
    etag text,
    good_until timestamp with time zone,
    lpses integer
);
CREATE TABLE public.packages (
    kind text NOT NULL,
    code text NOT NULL,
    facts json NOT NULL
);
CREATE TABLE public.parties (
    person_id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    rank integer NOT NULL,
    in_hand boolean NOT NULL
);
CREATE TABLE public.people (
    id bigint NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    phone text NOT NULL,
    office text NOT NULL,
    language text NOT NULL,
    disabled boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    erasure text,
    signed_in_at timestamp with time zone
);
CREATE SEQUENCE public.people_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.people_id_seq OWNED BY public.people.id;
CREATE TABLE public.releases_due (
    person_id bigint NOT NULL,
    looks integer NOT NULL
);
CREATE TABLE public.search_documents (
    ticket_id bigint NOT NULL,
    document tsvector NOT NULL
);
CREATE TABLE public.search_words (
    key text NOT NULL,
    word text NOT NULL
);
CREATE TABLE public.sends (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    outcome text NOT NULL,
    chat_id bigint,
    address text,
    ticket_id bigint,
    answer text NOT NULL,
    letter_id text,
    told_chat_id bigint
);
CREATE SEQUENCE public.sends_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.sends_id_seq OWNED BY public.sends.id;
CREATE TABLE public.service_faults (
    fault text NOT NULL,
    subject text NOT NULL,
    detail text NOT NULL,
    since timestamp with time zone NOT NULL,
    well_since timestamp with time zone,
    is_told boolean NOT NULL
);
CREATE TABLE public.sign_in_codes (
    chat_id bigint NOT NULL,
    address_digest text NOT NULL,
    person_id bigint,
    digest text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tries integer NOT NULL,
    number text NOT NULL
);
CREATE TABLE public.sign_in_limits (
    name text NOT NULL,
    used integer NOT NULL,
    began_at timestamp with time zone NOT NULL
);
CREATE TABLE public.sign_in_trail (
    id bigint NOT NULL,
    chat_id bigint NOT NULL,
    address_digest text NOT NULL,
    what text NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint
);
CREATE SEQUENCE public.sign_in_trail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.sign_in_trail_id_seq OWNED BY public.sign_in_trail.id;
CREATE TABLE public.slots (
    chat_id bigint NOT NULL,
    slot text NOT NULL,
    message_id bigint NOT NULL,
    kept_at timestamp with time zone
);
CREATE TABLE public.staff_groups (
    chat_id bigint NOT NULL,
    desk_key text NOT NULL,
    title text NOT NULL,
    person_id bigint,
    thread_id bigint,
    confirm_by timestamp with time zone
);
CREATE TABLE public.ticket_messages (
    chat_id bigint NOT NULL,
    message_id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    shown_at timestamp with time zone NOT NULL
);
CREATE TABLE public.ticket_volumes (
    ticket_id bigint NOT NULL,
    person_id bigint NOT NULL,
    volume text NOT NULL,
    set_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.tickets_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.tickets_id_seq OWNED BY public.tickets.id;
CREATE TABLE public.watch_links (
    digest text NOT NULL,
    ticket_id bigint NOT NULL,
    person_id bigint NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);
CREATE TABLE public.watchers (
    person_id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    invited_by bigint
);
ALTER TABLE ONLY public.assignments ALTER COLUMN id SET DEFAULT nextval('public.assignments_id_seq'::regclass);
ALTER TABLE ONLY public.audit ALTER COLUMN id SET DEFAULT nextval('public.audit_id_seq'::regclass);
ALTER TABLE ONLY public.history ALTER COLUMN id SET DEFAULT nextval('public.history_id_seq'::regclass);
ALTER TABLE ONLY public.looks ALTER COLUMN id SET DEFAULT nextval('public.looks_id_seq'::regclass);
ALTER TABLE ONLY public.outbox ALTER COLUMN id SET DEFAULT nextval('public.outbox_id_seq'::regclass);
ALTER TABLE ONLY public.people ALTER COLUMN id SET DEFAULT nextval('public.people_id_seq'::regclass);
ALTER TABLE ONLY public.sends ALTER COLUMN id SET DEFAULT nextval('public.sends_id_seq'::regclass);
ALTER TABLE ONLY public.sign_in_trail ALTER COLUMN id SET DEFAULT nextval('public.sign_in_trail_id_seq'::regclass);
ALTER TABLE ONLY public.tickets ALTER COLUMN id SET DEFAULT nextval('public.tickets_id_seq'::regclass);
INSERT INTO public.alarms VALUES ('guessing', 7000000004, 'Sari', 25, '2026-11-21 02:00:00+00', '2026-11-21 03:00:00+00', false);
INSERT INTO public.alarms VALUES ('flood', 7000000900, 'Orang 🌊', 900, '2026-11-21 02:00:00+00', '2026-11-21 02:12:00+00', true);
INSERT INTO public.alembic_version VALUES ('0046');
INSERT INTO public.assignments VALUES (1, 1, 'administrator', 'administrator', NULL, NULL, NULL);
INSERT INTO public.assignments VALUES (2, 2, 'ppk:10', 'ppk', 10, NULL, NULL);
INSERT INTO public.assignments VALUES (3, 3, 'pokja:20', 'pokja', 20, NULL, NULL);
INSERT INTO public.assignments VALUES (4, 4, 'helpdesk_lpse:10', 'helpdesk_lpse', 10, NULL, '1:10');
INSERT INTO public.assignments VALUES (5, 5, 'helpdesk_lpse:20', 'helpdesk_lpse', 20, NULL, '1:20');
INSERT INTO public.assignments VALUES (6, 5, 'ppk:10', 'ppk', 10, NULL, NULL);
INSERT INTO public.assignments VALUES (7, 6, 'admin_ppe:10', 'admin_ppe', 10, NULL, '2:10');
INSERT INTO public.assignments VALUES (8, 7, 'helpdesk_lkpp_non_teknis', 'helpdesk_lkpp_non_teknis', NULL, NULL, '3');
INSERT INTO public.assignments VALUES (9, 8, 'helpdesk_lkpp_teknis', 'helpdesk_lkpp_teknis', NULL, NULL, '4');
INSERT INTO public.assignments VALUES (10, 9, 'tim_teknis:spse', 'tim_teknis', NULL, 'spse', '5:spse');
INSERT INTO public.assignments VALUES (11, 10, 'tim_teknis:katalog', 'tim_teknis', NULL, 'katalog', '5:katalog');
INSERT INTO public.assignments VALUES (12, 11, 'pelaku_usaha:30', 'pelaku_usaha', 30, NULL, NULL);
INSERT INTO public.assignments VALUES (14, 13, 'ppk:10', 'ppk', 10, NULL, NULL);
INSERT INTO public.assignments VALUES (16, 14, 'ppk:20', 'ppk', 20, NULL, NULL);
INSERT INTO public.assignments VALUES (17, 10, 'ppk:30', 'ppk', 30, NULL, NULL);
INSERT INTO public.attachments VALUES (1, 1, 1, 'foto l001.jpg', 'foto lama.jpg', 2048, 'image/jpeg', 'file-foto lama', 'unique-foto lama', true);
INSERT INTO public.attachments VALUES (1, 2, 1, 'notule002.docx', 'notulen.docx', 2048, 'application/msword', 'file-notulen', 'unique-notulen', false);
INSERT INTO public.attachments VALUES (5, 1, 16, 'tangka001.png', 'tangkapan layar.png', 2048, 'image/png', 'file-tangkapan layar', 'unique-tangkapan layar', true);
INSERT INTO public.attachments VALUES (5, 2, 16, 'surat002.pdf', 'surat.pdf', 4096, 'application/pdf', 'file-surat', 'unique-surat', false);
INSERT INTO public.attachments VALUES (7, 1, 19, 'bukan001.pdf', 'bukan.pdf', 99, 'application/pdf', 'file-bukan', 'unique-bukan', false);
INSERT INTO public.attachments VALUES (7, 2, 21, 'besar002.zip', 'besar.zip', 42991616, 'application/zip', 'file-besar', 'unique-besar', false);
INSERT INTO public.attachments VALUES (8, 1, 25, 'hilang001.txt', 'hilang.txt', 12, 'text/plain', 'file-hilang', 'unique-hilang', false);
INSERT INTO public.attachments VALUES (9, 1, 31, 'lambat001.xlsx', 'lambat.xlsx', 2048, 'application/vnd.ms-excel', 'file-lambat', 'unique-lambat', false);
INSERT INTO public.attachments VALUES (15, 1, 58, 'tangka001.png', 'tangkapan layar.png', 2048, 'image/png', 'file-tangkapan layar', 'unique-tangkapan layar', true);
INSERT INTO public.audit VALUES (1, '2026-10-20 02:00:00+00', NULL, 'role_given', 'Rina Wulandari (rina@kantor.example)', '{}', '{"role":["Administrator"]}', NULL);
INSERT INTO public.audit VALUES (2, '2026-11-15 02:00:00+00', 1, 'lpse_added', 'LPSE Universitas Contoh', '{}', '{"id":2213549,"repository":null,"name":"LPSE Universitas Contoh","province":"Bali","zone":"WITA","office_category":"","host":"","build":"","retired":false}', 'lpse:2213549');
INSERT INTO public.audit VALUES (3, '2026-11-15 03:00:00+00', 1, 'lpse_changed', 'LPSE Universitas Contoh', '{"retired":false}', '{"retired":true}', 'lpse:2213549');
INSERT INTO public.audit VALUES (4, '2026-11-15 04:00:00+00', 1, 'lpse_changed', 'LPSE Kota Bandung', '{"build":""}', '{"build":"4.5u1"}', 'lpse:20');
INSERT INTO public.audit VALUES (5, '2026-11-15 05:00:00+00', 1, 'category_added', 'Portal eProc · Undangan Rapat', '{}', '{"name":"Undangan Rapat","subcategories":["Tautan rusak"],"base_priority":"Minor","stages":[],"retired":false}', 'category:portal-undangan-rapat');
INSERT INTO public.audit VALUES (6, '2026-11-15 06:00:00+00', 1, 'category_changed', 'Portal eProc · Undangan Rapat', '{"retired":false}', '{"retired":true}', 'category:portal-undangan-rapat');
INSERT INTO public.audit VALUES (7, '2026-11-15 07:00:00+00', 1, 'question_removed', 'Saya pindah satker atau ganti email. Apakah harus mendaftar ulang?', '{"topic":"SPSE/Akun","application":"spse","question":"Saya pindah satker atau ganti email. Apakah harus mendaftar ulang?","answer":"Tidak. Kirim permohonan ke LPSE dengan melampirkan SK terbaru; Admin Agency mengubah datanya."}', '{}', 'question:pindah-satker');
INSERT INTO public.audit VALUES (8, '2026-11-15 08:00:00+00', 1, 'rule_changed', 'Pengingat dikirim setelah', '{"reminder_days":3}', '{"reminder_days":5}', 'setting:reminder_days');
INSERT INTO public.audit VALUES (9, '2026-11-18 02:00:00+00', 1, 'account_opened', 'Ida Ayu (ida@kantor.example)', '{}', '{"phone":"08131234567","office":"Dinas Sosial","role":["PPK","LPSE Kota Bandung"]}', 'account:14');
INSERT INTO public.audit VALUES (10, '2026-11-18 03:00:00+00', 1, 'account_invited', 'Ida Ayu (ida@kantor.example)', '{}', '{}', 'account:14');
INSERT INTO public.audit VALUES (11, '2026-11-18 04:00:00+00', 1, 'account_invited', 'Ida Ayu (ida@kantor.example)', '{}', '{}', 'account:14');
INSERT INTO public.audit VALUES (12, '2026-11-18 05:00:00+00', 1, 'role_given', 'Eko Prasetyo (eko@kantor.example)', '{}', '{"role":["PPK","LPSE Kota Jayapura"]}', 'account:10');
INSERT INTO public.audit VALUES (13, '2026-11-18 06:00:00+00', 1, 'role_taken', 'Gita Savitri (gita@kantor.example)', '{"role":["Verifikator LPSE","LPSE Kota Bandung"]}', '{}', 'account:12');
INSERT INTO public.audit VALUES (14, '2026-11-18 07:00:00+00', 1, 'account_disabled', 'Fajar Ramadhan (fajar@kantor.example)', '{}', '{}', 'account:11');
INSERT INTO public.chats VALUES (7000000001, 1, 'id', 0, NULL, NULL, true, '2026-10-20 04:00:00+00', '{}', NULL);
INSERT INTO public.chats VALUES (7000000003, 3, 'id', 0, NULL, NULL, true, '2026-10-20 04:00:00+00', '{}', NULL);
INSERT INTO public.chats VALUES (7000000004, 4, 'id', 0, NULL, NULL, true, '2026-10-20 04:00:00+00', '{}', NULL);
INSERT INTO public.chats VALUES (7000000005, 5, 'id', 0, NULL, NULL, true, '2026-10-20 04:00:00+00', '{}', NULL);
INSERT INTO public.chats VALUES (7000000006, 6, 'id', 0, NULL, NULL, true, '2026-10-20 04:00:00+00', '{}', NULL);
INSERT INTO public.chats VALUES (7000000008, 8, 'id', 0, NULL, NULL, true, '2026-10-20 04:00:00+00', '{}', NULL);
INSERT INTO public.chats VALUES (7000000009, 9, 'id', 0, NULL, NULL, true, '2026-10-20 04:00:00+00', '{}', NULL);
INSERT INTO public.chats VALUES (7000000010, 10, 'id', 0, NULL, NULL, true, '2026-10-20 04:00:00+00', '{}', NULL);
INSERT INTO public.chats VALUES (7000000012, 12, 'id', 0, NULL, NULL, true, '2026-10-20 04:00:00+00', '{}', NULL);
INSERT INTO public.chats VALUES (7000000013, 13, 'id', 0, NULL, NULL, true, '2026-10-20 04:00:00+00', '{}', NULL);
INSERT INTO public.chats VALUES (7000000011, NULL, 'id', 0, NULL, NULL, true, NULL, '{}', NULL);
INSERT INTO public.chats VALUES (7000000002, 2, 'id', 7, '{"talk":"new","step":"extras","draft":{"lpse":"10","was":{"lpse":"10"},"title":"Jadwal tender <belum> muncul","application":"spse","version":"4.5","category":"spse-jadwal","subcategory":"Atur jadwal awal","package":{"checked":"validated","code":"21150010","facts":{"kind":"tender","code":"21150010","name":"Pembangunan Jalan Lingkar Timur","budget_year":2026,"hps":"9756000783.95","category":"Pekerjaan Konstruksi","build":"SPSE v4.5u20260904","status":"active","stages":[{"name":"Pengumuman","starts":"2026-11-09T02:00:00+00:00","ends":"2026-11-19T02:00:00+00:00"},{"name":"Upload Dokumen Penawaran","starts":"2026-11-19T02:00:00+00:00","ends":"2026-11-21T12:00:00+00:00"}],"repository":10,"said_status":null,"revised_to":[],"version":null}},"description":"Bagian pertama dari cerita yang panjang sekali.\nBagian kedua, yang menyusul.","files":[{"original":"tangkapan layar.png","size":2048,"mime":"image/png","reference":"file-tangkapan layar","unique":"unique-tangkapan layar","is_photo":true}]},"subject":null,"editing":false,"sources":{"11":"title","12":"package"},"last":{"step":"description","at":1795230020,"forwarded":true,"cut":false,"album":""},"heard":{"11":["","0675ec3e8bb52a69"],"12":["","51e4a45c263809c5"],"13":["","0902069bbec8ca83"],"14":["","c4548391a7059a95"],"15":["unique-tangkapan layar","e3b0c44298fc1c14"]}}', NULL, true, '2026-10-21 02:01:12+00', '{"shown_at":1795230000,"search":{"text":"login \u0000 ’","status":""}}', NULL);
INSERT INTO public.chats VALUES (7000000900, NULL, 'en', 7, '{"talk":"sign_in","step":"code","draft":{"email":"siapa@luar.example"},"subject":null,"editing":false,"sources":{"41":"email"},"last":{"step":"email","at":1795230000,"forwarded":false,"cut":false,"album":""},"heard":{"41":["","e37b57c7ffe91e50"]}}', NULL, true, NULL, '{}', NULL);
INSERT INTO public.chats VALUES (7000000007, 7, 'id', 0, NULL, NULL, false, '2026-10-20 04:00:00+00', '{}', NULL);
INSERT INTO public.copies VALUES ('unique-notulen', 'file-notulen', '.docx', 2048, 'going', 0, '2026-10-22 02:00:00+00', '2026-10-22 02:00:00+00', '0000000000000000000000000000000000000000000000000000000000000000', true, '2026-10-22 03:00:00+00', '');
INSERT INTO public.copies VALUES ('unique-foto lama', 'file-foto lama', '.jpg', 2048, 'gone', 0, '2026-10-22 02:00:00+00', '2026-10-22 02:00:00+00', '0000000000000000000000000000000000000000000000000000000000000000', true, '2026-10-22 03:00:00+00', '');
INSERT INTO public.copies VALUES ('unique-tangkapan layar', 'file-tangkapan layar', '.png', 2048, 'wanted', 0, '2026-11-16 02:00:00+00', '2026-11-21 01:00:00+00', NULL, NULL, NULL, NULL);
INSERT INTO public.copies VALUES ('unique-surat', 'file-surat', '.pdf', 4096, 'kept', 0, '2026-11-16 02:00:00+00', '2026-11-16 02:00:00+00', '1111111111111111111111111111111111111111111111111111111111111111', true, '2026-11-21 03:00:00+00', '');
INSERT INTO public.copies VALUES ('unique-bukan', 'file-bukan', '.pdf', 99, 'kept', 0, '2026-11-16 05:00:00+00', '2026-11-16 05:00:00+00', '2222222222222222222222222222222222222222222222222222222222222222', false, '2026-11-21 03:00:00+00', 'mismatch');
INSERT INTO public.copies VALUES ('unique-besar', 'file-besar', '.zip', 42991616, 'too_large', 0, '2026-11-16 07:00:00+00', '2026-11-16 07:00:00+00', NULL, NULL, NULL, NULL);
INSERT INTO public.copies VALUES ('unique-hilang', 'file-hilang', '.txt', 12, 'failed', 1, '2026-11-21 03:00:00+00', '2026-11-17 04:00:00+00', NULL, NULL, NULL, NULL);
INSERT INTO public.copies VALUES ('unique-lambat', 'file-lambat', '.xlsx', 2048, 'wanted', 1, '2026-11-21 04:00:00+00', '2026-11-17 09:00:00+00', NULL, NULL, NULL, NULL);
INSERT INTO public.counters VALUES ('TPS', '2610', 1);
INSERT INTO public.counters VALUES ('TPP', '2610', 1);
INSERT INTO public.counters VALUES ('TPK', '2611', 1);
INSERT INTO public.counters VALUES ('THE', '2611', 1);
INSERT INTO public.counters VALUES ('TPS', '2611', 11);
INSERT INTO public.counters VALUES ('starts', '', 1);
INSERT INTO public.drafts VALUES (4, 'solve:6', '{"talk":"solve","step":"confirm","draft":{"text":"Mohon dicoba sekali lagi ya, terima kasih."},"subject":6,"editing":false,"sources":{"21":"text"},"last":{"step":"text","at":1795230000,"forwarded":false,"cut":false,"album":""},"heard":{"21":["","3265abb440f9b4fa"]}}', '2026-11-21 03:00:00+00');
INSERT INTO public.drafts VALUES (4, 'new', '{"talk":"new","step":"application","draft":{"lpse":"10","was":{"lpse":"10"},"title":"Draf  lama"},"subject":null,"editing":false,"sources":{"20":"title"},"last":{"step":"title","at":1795230000,"forwarded":false,"cut":false,"album":""},"heard":{"20":["","ce484dc36f5ff93b"]}}', '2026-11-21 03:00:00+00');
INSERT INTO public.drafts VALUES (13, 'answer:7', '{"talk":"answer","step":"confirm","draft":{"text":"Mohon dicoba sekali lagi ya, terima kasih.","files":[{"original":"surat.pdf","size":4096,"mime":"application/pdf","reference":"file-surat","unique":"unique-surat","is_photo":false}]},"subject":7,"editing":false,"sources":{"31":"text"},"last":{"step":"text","at":1795230000,"forwarded":false,"cut":false,"album":""},"heard":{"31":["","3265abb440f9b4fa"],"32":["unique-surat","e3b0c44298fc1c14"]}}', '2026-11-21 03:00:00+00');
INSERT INTO public.editions VALUES ('lpses', 4, NULL, false, NULL);
INSERT INTO public.editions VALUES ('applications', 3, '[{"code":"spse","name":"SPSE","letter":"S","versions":["4.3","4.4","4.5","Terpusat (INAPROC)"],"directorate":"Direktorat Pengembangan SPSE","package_kind":"tender","categories":[{"code":"spse-login","name":"Login & Akun","subcategories":["Tidak bisa login","Lupa password / tautan reset tidak terkirim","Ganti email","User ID ganda / roaming (ADP) gagal","TOTP / SPSE Authenticator","Akun terkunci / nonaktif","Data tidak tersinkronisasi"],"base_priority":"Medium","stages":[]},{"code":"spse-admin-agency","name":"User Admin Agency","subcategories":["Tambah/ubah pegawai PPK-Pokja-PP","Ganti satker pegawai","Buat/ubah Pokja","Reset password non-penyedia"],"base_priority":"Medium","stages":[]},{"code":"spse-paket","name":"Buat/Edit Paket","subcategories":["Paket RUP tidak muncul","Satker tidak muncul / duplikat","Edit paket","Konsolidasi paket","Pilih PPK/Pokja/ganti PPK","Ganti metode / jenis pengadaan"],"base_priority":"Major","stages":[]},{"code":"spse-dokumen","name":"Dokumen Persiapan & Pemilihan","subcategories":["Upload KAK","Jenis kontrak","Upload rancangan kontrak","HPS / rincian HPS","Upload dokumen pemilihan / adendum","LDP/LDK/KBKI"],"base_priority":"Major","stages":[]},{"code":"spse-jadwal","name":"Jadwal","subcategories":["Atur jadwal awal","Ubah jadwal / perpanjangan","Jadwal tumpang tindih","Tahap terlewat"],"base_priority":"Major","stages":[]},{"code":"spse-penjelasan","name":"Penjelasan (aanwijzing)","subcategories":["Tidak bisa kirim pertanyaan","Tidak bisa jawab","Tombol tidak muncul"],"base_priority":"Major","stages":["Penjelasan Dokumen Prakualifikasi","Penjelasan","Penjelasan dokumen lelang","Pemberian Penjelasan","Penjelasan Dokumen Pemilihan"]},{"code":"spse-kualifikasi","name":"Pendaftaran & Kualifikasi Penyedia","subcategories":["Tidak bisa daftar tender","Kirim data kualifikasi gagal","Tarik data SIKaP gagal","Surat dukungan/KSO"],"base_priority":"Major","stages":["Upload dokumen prakualifikasi","Kirim Persyaratan Kualifikasi"]},{"code":"spse-penawaran","name":"Upload Dokumen Penawaran","subcategories":["Unggah gagal / timeout","Apendo tidak bisa login","Token/ kunci publik","Ukuran/nama file",".rhs salah paket","Surat penawaran tidak terkirim"],"base_priority":"Major","stages":["Upload Dokumen Penawaran"]},{"code":"spse-evaluasi","name":"Pembukaan & Evaluasi","subcategories":[".rhs tidak bisa didekripsi","Uji forensik","Daftar penawar kosong","Simpan evaluasi error","Reverse auction / e-reverse","Evaluasi ulang","BA tidak tercetak"],"base_priority":"Major","stages":["Evaluasi dokumen kualifikasi dan pembuktian kualifikasi","Pembuktian kualifikasi","Pembukaan dan evaluasi penawaran file I","Pembukaan dan evaluasi penawaran file II","Pembukaan file dokumen penawaran (dokumen penawaran harga, administrasi dan teknis) serta dokumen kualifikasi","Pembukaan Dokumen Penawaran","Evaluasi Administrasi, Kualifikasi, Teknis, dan Harga","Klarifikasi dan negosiasi teknis dan biaya"]},{"code":"spse-sanggah","name":"Penetapan, Pengumuman & Sanggah","subcategories":["Penetapan pemenang gagal","Pengumuman tidak tampil","Tidak bisa kirim/jawab sanggah","Sanggah banding"],"base_priority":"Major","stages":["Penetapan Hasil Kualifikasi","Masa sanggah prakualifikasi","Pemberitahuan/pengumuman peringkat teknis","Penetapan pemenang","Pengumuman pemenang","Masa Sanggah Hasil Lelang","Masa Sanggah"]},{"code":"spse-ulang-batal","name":"Tender Ulang/Batal","subcategories":["Batalkan tender","Tender ulang","Pemasukan penawaran ulang","Alasan batal"],"base_priority":"Medium","stages":[]},{"code":"spse-non-tender","name":"Non Tender","subcategories":["Pengadaan langsung","Penunjukan langsung","Undangan penyedia","Pencatatan non tender","Pencatatan swakelola","Pencatatan darurat"],"base_priority":"Medium","stages":[]},{"code":"spse-kontrak","name":"e-Kontrak","subcategories":["SPPBJ","Kontrak/SPK","SPMK/SPP","BAP/BAST","Pembayaran / tahun jamak","Adendum","Status kontrak / pemutusan","Pergantian penyedia","Nilai PDN & UMK"],"base_priority":"Medium","stages":[]},{"code":"spse-infrastruktur","name":"Infrastruktur LPSE","subcategories":["Aplikasi tidak bisa diakses","Lambat","Sinkron ADP/Inaproc gagal","Update versi/patch","Penyimpanan penuh","Email notifikasi","Sertifikat SSL"],"base_priority":"Major","stages":[]},{"code":"spse-konten","name":"Konten & Publikasi","subcategories":["Berita","Daftar hitam","Regulasi","FAQ"],"base_priority":"Minor","stages":[]},{"code":"spse-kode-error","name":"Kode Error Umum","subcategories":["Terjadi error (dengan Kode Error)","Terjadi Kesalahan","Halaman tidak ditemukan"],"base_priority":"Major","stages":[]},{"code":"spse-laporan","name":"Cetak & Summary Report","subcategories":["Cetak dokumen","Summary report","Isi laporan tidak sesuai"],"base_priority":"Minor","stages":[]},{"code":"spse-lainnya","name":"Lainnya","subcategories":[],"base_priority":"Medium","stages":[]}]},{"code":"sikap","name":"SIKaP","letter":"K","versions":[],"directorate":"Direktorat Pengembangan SPSE","package_kind":"tender","categories":[{"code":"sikap-identitas","name":"Identitas","subcategories":["Ubah email","Ubah NPWP 15->16 digit","Ubah nama/bentuk usaha","Ubah alamat/lokasi verifikasi"],"base_priority":"Medium","stages":[]},{"code":"sikap-kualifikasi","name":"Data Kualifikasi","subcategories":["Izin usaha / NIB / KBLI","Akta","Pemilik","Pengurus","Tenaga ahli","Peralatan","Pengalaman","Pajak"],"base_priority":"Medium","stages":[]},{"code":"sikap-verifikasi","name":"Verifikasi","subcategories":["Menunggu verifikator","Ditolak","Pindah LPSE verifikasi"],"base_priority":"Medium","stages":[]},{"code":"sikap-tarik-data","name":"Tarik Data ke SPSE","subcategories":["Integrasi gagal","Data kosong/tidak lengkap"],"base_priority":"Major","stages":["Upload dokumen prakualifikasi","Kirim Persyaratan Kualifikasi"]},{"code":"sikap-kinerja","name":"Kinerja & Tender Cepat","subcategories":["Penilaian kinerja","Undangan tender cepat tidak masuk"],"base_priority":"Medium","stages":[]},{"code":"sikap-akses","name":"Tidak bisa diakses / lambat","subcategories":["Tidak bisa diakses","Lambat"],"base_priority":"Major","stages":["Upload dokumen prakualifikasi","Kirim Persyaratan Kualifikasi","Upload Dokumen Penawaran"]},{"code":"sikap-lainnya","name":"Lainnya","subcategories":[],"base_priority":"Medium","stages":[]}]},{"code":"katalog","name":"e-Purchasing / Katalog","letter":"E","versions":["5","6"],"directorate":"Direktorat Pengembangan Sistem Katalog","package_kind":"catalogue","help_centre":true,"categories":[{"code":"katalog-paket","name":"Buat Paket","subcategories":["RUP tidak muncul","PPK/PP tidak ditemukan","Keranjang","Ongkos kirim"],"base_priority":"Major","stages":[]},{"code":"katalog-negosiasi","name":"Negosiasi","subcategories":["Tidak bisa nego","Riwayat/BA nego"],"base_priority":"Medium","stages":[]},{"code":"katalog-mini-kompetisi","name":"Mini Kompetisi","subcategories":["Draft","Publikasi","Leaderboard"],"base_priority":"Major","stages":[]},{"code":"katalog-persetujuan","name":"Persetujuan & Kirim ke PPK","subcategories":["Persetujuan PP","Persetujuan penyedia","Distributor"],"base_priority":"Medium","stages":[]},{"code":"katalog-kontrak","name":"Kontrak & Pengiriman","subcategories":["Kontrak","Adendum","Pengiriman/Penerimaan","Selesaikan/batalkan paket"],"base_priority":"Medium","stages":[]},{"code":"katalog-pembayaran","name":"Pembayaran (v6)","subcategories":["Metode pembayaran","Pembayaran di luar sistem","PNBP","Termin","Bendahara","Kode Bayar / Kartu Kredit Pemerintah"],"base_priority":"Major","stages":[]},{"code":"katalog-produk","name":"Produk & Etalase/Kategori","subcategories":["Tayang produk","Peninjauan","TKDN/PDN","Harga"],"base_priority":"Medium","stages":[]},{"code":"katalog-akun","name":"Akun v6","subcategories":["Hubungkan akses","Verifikasi Privy","Masa berlaku peran / reaktivasi","Akun ganda","Akun dinonaktifkan"],"base_priority":"Major","stages":[]},{"code":"katalog-pesanan","name":"Pesanan & Tanda Tangan (v6)","subcategories":["Pesanan batal otomatis","Pesanan tidak dapat dilanjutkan","Tanda tangan surat pesanan","Tanda tangan BAST","Pembatalan surat pesanan"],"base_priority":"Major","stages":[]},{"code":"katalog-akses","name":"Tidak bisa diakses / lambat","subcategories":["Tidak bisa diakses","Lambat"],"base_priority":"Major","stages":[]},{"code":"katalog-lainnya","name":"Lainnya","subcategories":[],"base_priority":"Medium","stages":[]}]},{"code":"sirup","name":"SiRUP","letter":"R","versions":["2.3","3.x"],"directorate":"Direktorat Perencanaan, Monitoring dan Evaluasi Pengadaan","package_kind":"rup","help_centre":true,"categories":[{"code":"sirup-akun","name":"Akun & Delegasi","subcategories":["Reset password","Delegasi program/kegiatan ke PPK","Verifikasi PPK"],"base_priority":"Medium","stages":[]},{"code":"sirup-anggaran","name":"Struktur Anggaran","subcategories":["Satker/OPD","Program-Kegiatan-Output-Komponen","Pagu","Struktur anggaran"],"base_priority":"Medium","stages":[]},{"code":"sirup-paket","name":"Paket RUP","subcategories":["Tambah penyedia/swakelola","Finalisasi draf","Umumkan","Konsolidasi","Paket tidak tampil di SPSE/katalog"],"base_priority":"Major","stages":[]},{"code":"sirup-revisi","name":"Revisi (kaji ulang)","subcategories":["SATUKESATU","SATUKEBANYAK","PEMBATALAN","PENGAKTIFAN"],"base_priority":"Medium","stages":[]},{"code":"sirup-rekap","name":"Rekap & Integrasi","subcategories":["Sinkron SIPD/SAKTI","Rekap salah"],"base_priority":"Minor","stages":[]},{"code":"sirup-akses","name":"Tidak bisa diakses / lambat","subcategories":["Tidak bisa diakses","Lambat"],"base_priority":"Major","stages":[]},{"code":"sirup-lainnya","name":"Lainnya","subcategories":[],"base_priority":"Medium","stages":[]}]},{"code":"portal","name":"Portal eProc","letter":"P","versions":[],"directorate":"Direktorat Pengembangan SPSE","package_kind":"tender","categories":[{"code":"portal-login","name":"Login/SSO","subcategories":["Menu LPSE Support tidak muncul","Sesi habis"],"base_priority":"Medium","stages":[]},{"code":"portal-lpse-support","name":"LPSE Support","subcategories":["Tiket tidak terkirim","Lampiran gagal","Notifikasi email"],"base_priority":"Medium","stages":[]},{"code":"portal-lainnya","name":"Lainnya","subcategories":[],"base_priority":"Medium","stages":[]},{"code":"portal-undangan-rapat","name":"Undangan Rapat","subcategories":["Tautan rusak"],"base_priority":"Minor","stages":[],"retired":true}]},{"code":"inaproc","name":"Inaproc","letter":"I","versions":[],"directorate":"Direktorat Pengembangan SPSE","package_kind":"tender","help_centre":true,"categories":[{"code":"inaproc-akun","name":"Akun & Akses","subcategories":["Registrasi & verifikasi profil","Hubungkan akses SPSE/SiRUP/Katalog","Masa berlaku peran kedaluwarsa","Kode OTP tidak masuk","NIK / NIB sudah terdaftar"],"base_priority":"Major","stages":[]},{"code":"inaproc-daftar-hitam","name":"Daftar Hitam","subcategories":["Tayang","Turun tayang"],"base_priority":"Medium","stages":[]},{"code":"inaproc-adp","name":"Agregasi Data Penyedia (ADP)","subcategories":["Aktivasi","Duplikasi NPWP/User ID"],"base_priority":"Major","stages":[]},{"code":"inaproc-akses","name":"Tidak bisa diakses / lambat","subcategories":["Tidak bisa diakses","Lambat"],"base_priority":"Major","stages":["Upload dokumen prakualifikasi","Kirim Persyaratan Kualifikasi","Upload Dokumen Penawaran"]},{"code":"inaproc-lainnya","name":"Lainnya","subcategories":[],"base_priority":"Medium","stages":[]}]},{"code":"icb","name":"ICB (SPSE ICB)","letter":"B","versions":[],"directorate":"Direktorat Pengembangan SPSE","package_kind":"tender","categories":[{"code":"icb-login","name":"Login & Registrasi","subcategories":["Registrasi penyedia asing"],"base_priority":"Medium","stages":[]},{"code":"icb-tender","name":"Tender","subcategories":["Upload bid","Buka bid"],"base_priority":"Major","stages":["Upload Dokumen Penawaran","Pembukaan dan evaluasi penawaran file I","Pembukaan dan evaluasi penawaran file II","Pembukaan file dokumen penawaran (dokumen penawaran harga, administrasi dan teknis) serta dokumen kualifikasi","Pembukaan Dokumen Penawaran"]},{"code":"icb-lainnya","name":"Lainnya","subcategories":[],"base_priority":"Medium","stages":[]}]},{"code":"amel","name":"AMEL","letter":"M","versions":[],"directorate":"Direktorat Perencanaan, Monitoring dan Evaluasi Pengadaan","package_kind":"rup","categories":[{"code":"amel-sinkronisasi","name":"Sinkronisasi Data","subcategories":["SiRUP","SPSE","Katalog","Keuangan"],"base_priority":"Minor","stages":[]},{"code":"amel-laporan","name":"Laporan/Dashboard","subcategories":["Nilai tidak sesuai"],"base_priority":"Minor","stages":[]},{"code":"amel-lainnya","name":"Lainnya","subcategories":[],"base_priority":"Minor","stages":[]}]}]', true, '[{"code":"spse","name":"SPSE","letter":"S","versions":["4.3","4.4","4.5","Terpusat (INAPROC)"],"directorate":"Direktorat Pengembangan SPSE","package_kind":"tender","categories":[{"code":"spse-login","name":"Login & Akun","subcategories":["Tidak bisa login","Lupa password / tautan reset tidak terkirim","Ganti email","User ID ganda / roaming (ADP) gagal","TOTP / SPSE Authenticator","Akun terkunci / nonaktif","Data tidak tersinkronisasi"],"base_priority":"Medium","stages":[]},{"code":"spse-admin-agency","name":"User Admin Agency","subcategories":["Tambah/ubah pegawai PPK-Pokja-PP","Ganti satker pegawai","Buat/ubah Pokja","Reset password non-penyedia"],"base_priority":"Medium","stages":[]},{"code":"spse-paket","name":"Buat/Edit Paket","subcategories":["Paket RUP tidak muncul","Satker tidak muncul / duplikat","Edit paket","Konsolidasi paket","Pilih PPK/Pokja/ganti PPK","Ganti metode / jenis pengadaan"],"base_priority":"Major","stages":[]},{"code":"spse-dokumen","name":"Dokumen Persiapan & Pemilihan","subcategories":["Upload KAK","Jenis kontrak","Upload rancangan kontrak","HPS / rincian HPS","Upload dokumen pemilihan / adendum","LDP/LDK/KBKI"],"base_priority":"Major","stages":[]},{"code":"spse-jadwal","name":"Jadwal","subcategories":["Atur jadwal awal","Ubah jadwal / perpanjangan","Jadwal tumpang tindih","Tahap terlewat"],"base_priority":"Major","stages":[]},{"code":"spse-penjelasan","name":"Penjelasan (aanwijzing)","subcategories":["Tidak bisa kirim pertanyaan","Tidak bisa jawab","Tombol tidak muncul"],"base_priority":"Major","stages":["Penjelasan Dokumen Prakualifikasi","Penjelasan","Penjelasan dokumen lelang","Pemberian Penjelasan","Penjelasan Dokumen Pemilihan"]},{"code":"spse-kualifikasi","name":"Pendaftaran & Kualifikasi Penyedia","subcategories":["Tidak bisa daftar tender","Kirim data kualifikasi gagal","Tarik data SIKaP gagal","Surat dukungan/KSO"],"base_priority":"Major","stages":["Upload dokumen prakualifikasi","Kirim Persyaratan Kualifikasi"]},{"code":"spse-penawaran","name":"Upload Dokumen Penawaran","subcategories":["Unggah gagal / timeout","Apendo tidak bisa login","Token/ kunci publik","Ukuran/nama file",".rhs salah paket","Surat penawaran tidak terkirim"],"base_priority":"Major","stages":["Upload Dokumen Penawaran"]},{"code":"spse-evaluasi","name":"Pembukaan & Evaluasi","subcategories":[".rhs tidak bisa didekripsi","Uji forensik","Daftar penawar kosong","Simpan evaluasi error","Reverse auction / e-reverse","Evaluasi ulang","BA tidak tercetak"],"base_priority":"Major","stages":["Evaluasi dokumen kualifikasi dan pembuktian kualifikasi","Pembuktian kualifikasi","Pembukaan dan evaluasi penawaran file I","Pembukaan dan evaluasi penawaran file II","Pembukaan file dokumen penawaran (dokumen penawaran harga, administrasi dan teknis) serta dokumen kualifikasi","Pembukaan Dokumen Penawaran","Evaluasi Administrasi, Kualifikasi, Teknis, dan Harga","Klarifikasi dan negosiasi teknis dan biaya"]},{"code":"spse-sanggah","name":"Penetapan, Pengumuman & Sanggah","subcategories":["Penetapan pemenang gagal","Pengumuman tidak tampil","Tidak bisa kirim/jawab sanggah","Sanggah banding"],"base_priority":"Major","stages":["Penetapan Hasil Kualifikasi","Masa sanggah prakualifikasi","Pemberitahuan/pengumuman peringkat teknis","Penetapan pemenang","Pengumuman pemenang","Masa Sanggah Hasil Lelang","Masa Sanggah"]},{"code":"spse-ulang-batal","name":"Tender Ulang/Batal","subcategories":["Batalkan tender","Tender ulang","Pemasukan penawaran ulang","Alasan batal"],"base_priority":"Medium","stages":[]},{"code":"spse-non-tender","name":"Non Tender","subcategories":["Pengadaan langsung","Penunjukan langsung","Undangan penyedia","Pencatatan non tender","Pencatatan swakelola","Pencatatan darurat"],"base_priority":"Medium","stages":[]},{"code":"spse-kontrak","name":"e-Kontrak","subcategories":["SPPBJ","Kontrak/SPK","SPMK/SPP","BAP/BAST","Pembayaran / tahun jamak","Adendum","Status kontrak / pemutusan","Pergantian penyedia","Nilai PDN & UMK"],"base_priority":"Medium","stages":[]},{"code":"spse-infrastruktur","name":"Infrastruktur LPSE","subcategories":["Aplikasi tidak bisa diakses","Lambat","Sinkron ADP/Inaproc gagal","Update versi/patch","Penyimpanan penuh","Email notifikasi","Sertifikat SSL"],"base_priority":"Major","stages":[]},{"code":"spse-konten","name":"Konten & Publikasi","subcategories":["Berita","Daftar hitam","Regulasi","FAQ"],"base_priority":"Minor","stages":[]},{"code":"spse-kode-error","name":"Kode Error Umum","subcategories":["Terjadi error (dengan Kode Error)","Terjadi Kesalahan","Halaman tidak ditemukan"],"base_priority":"Major","stages":[]},{"code":"spse-laporan","name":"Cetak & Summary Report","subcategories":["Cetak dokumen","Summary report","Isi laporan tidak sesuai"],"base_priority":"Minor","stages":[]},{"code":"spse-lainnya","name":"Lainnya","subcategories":[],"base_priority":"Medium","stages":[]}]},{"code":"sikap","name":"SIKaP","letter":"K","versions":[],"directorate":"Direktorat Pengembangan SPSE","package_kind":"tender","categories":[{"code":"sikap-identitas","name":"Identitas","subcategories":["Ubah email","Ubah NPWP 15->16 digit","Ubah nama/bentuk usaha","Ubah alamat/lokasi verifikasi"],"base_priority":"Medium","stages":[]},{"code":"sikap-kualifikasi","name":"Data Kualifikasi","subcategories":["Izin usaha / NIB / KBLI","Akta","Pemilik","Pengurus","Tenaga ahli","Peralatan","Pengalaman","Pajak"],"base_priority":"Medium","stages":[]},{"code":"sikap-verifikasi","name":"Verifikasi","subcategories":["Menunggu verifikator","Ditolak","Pindah LPSE verifikasi"],"base_priority":"Medium","stages":[]},{"code":"sikap-tarik-data","name":"Tarik Data ke SPSE","subcategories":["Integrasi gagal","Data kosong/tidak lengkap"],"base_priority":"Major","stages":["Upload dokumen prakualifikasi","Kirim Persyaratan Kualifikasi"]},{"code":"sikap-kinerja","name":"Kinerja & Tender Cepat","subcategories":["Penilaian kinerja","Undangan tender cepat tidak masuk"],"base_priority":"Medium","stages":[]},{"code":"sikap-akses","name":"Tidak bisa diakses / lambat","subcategories":["Tidak bisa diakses","Lambat"],"base_priority":"Major","stages":["Upload dokumen prakualifikasi","Kirim Persyaratan Kualifikasi","Upload Dokumen Penawaran"]},{"code":"sikap-lainnya","name":"Lainnya","subcategories":[],"base_priority":"Medium","stages":[]}]},{"code":"katalog","name":"e-Purchasing / Katalog","letter":"E","versions":["5","6"],"directorate":"Direktorat Pengembangan Sistem Katalog","package_kind":"catalogue","help_centre":true,"categories":[{"code":"katalog-paket","name":"Buat Paket","subcategories":["RUP tidak muncul","PPK/PP tidak ditemukan","Keranjang","Ongkos kirim"],"base_priority":"Major","stages":[]},{"code":"katalog-negosiasi","name":"Negosiasi","subcategories":["Tidak bisa nego","Riwayat/BA nego"],"base_priority":"Medium","stages":[]},{"code":"katalog-mini-kompetisi","name":"Mini Kompetisi","subcategories":["Draft","Publikasi","Leaderboard"],"base_priority":"Major","stages":[]},{"code":"katalog-persetujuan","name":"Persetujuan & Kirim ke PPK","subcategories":["Persetujuan PP","Persetujuan penyedia","Distributor"],"base_priority":"Medium","stages":[]},{"code":"katalog-kontrak","name":"Kontrak & Pengiriman","subcategories":["Kontrak","Adendum","Pengiriman/Penerimaan","Selesaikan/batalkan paket"],"base_priority":"Medium","stages":[]},{"code":"katalog-pembayaran","name":"Pembayaran (v6)","subcategories":["Metode pembayaran","Pembayaran di luar sistem","PNBP","Termin","Bendahara","Kode Bayar / Kartu Kredit Pemerintah"],"base_priority":"Major","stages":[]},{"code":"katalog-produk","name":"Produk & Etalase/Kategori","subcategories":["Tayang produk","Peninjauan","TKDN/PDN","Harga"],"base_priority":"Medium","stages":[]},{"code":"katalog-akun","name":"Akun v6","subcategories":["Hubungkan akses","Verifikasi Privy","Masa berlaku peran / reaktivasi","Akun ganda","Akun dinonaktifkan"],"base_priority":"Major","stages":[]},{"code":"katalog-pesanan","name":"Pesanan & Tanda Tangan (v6)","subcategories":["Pesanan batal otomatis","Pesanan tidak dapat dilanjutkan","Tanda tangan surat pesanan","Tanda tangan BAST","Pembatalan surat pesanan"],"base_priority":"Major","stages":[]},{"code":"katalog-akses","name":"Tidak bisa diakses / lambat","subcategories":["Tidak bisa diakses","Lambat"],"base_priority":"Major","stages":[]},{"code":"katalog-lainnya","name":"Lainnya","subcategories":[],"base_priority":"Medium","stages":[]}]},{"code":"sirup","name":"SiRUP","letter":"R","versions":["2.3","3.x"],"directorate":"Direktorat Perencanaan, Monitoring dan Evaluasi Pengadaan","package_kind":"rup","help_centre":true,"categories":[{"code":"sirup-akun","name":"Akun & Delegasi","subcategories":["Reset password","Delegasi program/kegiatan ke PPK","Verifikasi PPK"],"base_priority":"Medium","stages":[]},{"code":"sirup-anggaran","name":"Struktur Anggaran","subcategories":["Satker/OPD","Program-Kegiatan-Output-Komponen","Pagu","Struktur anggaran"],"base_priority":"Medium","stages":[]},{"code":"sirup-paket","name":"Paket RUP","subcategories":["Tambah penyedia/swakelola","Finalisasi draf","Umumkan","Konsolidasi","Paket tidak tampil di SPSE/katalog"],"base_priority":"Major","stages":[]},{"code":"sirup-revisi","name":"Revisi (kaji ulang)","subcategories":["SATUKESATU","SATUKEBANYAK","PEMBATALAN","PENGAKTIFAN"],"base_priority":"Medium","stages":[]},{"code":"sirup-rekap","name":"Rekap & Integrasi","subcategories":["Sinkron SIPD/SAKTI","Rekap salah"],"base_priority":"Minor","stages":[]},{"code":"sirup-akses","name":"Tidak bisa diakses / lambat","subcategories":["Tidak bisa diakses","Lambat"],"base_priority":"Major","stages":[]},{"code":"sirup-lainnya","name":"Lainnya","subcategories":[],"base_priority":"Medium","stages":[]}]},{"code":"portal","name":"Portal eProc","letter":"P","versions":[],"directorate":"Direktorat Pengembangan SPSE","package_kind":"tender","categories":[{"code":"portal-login","name":"Login/SSO","subcategories":["Menu LPSE Support tidak muncul","Sesi habis"],"base_priority":"Medium","stages":[]},{"code":"portal-lpse-support","name":"LPSE Support","subcategories":["Tiket tidak terkirim","Lampiran gagal","Notifikasi email"],"base_priority":"Medium","stages":[]},{"code":"portal-lainnya","name":"Lainnya","subcategories":[],"base_priority":"Medium","stages":[]}]},{"code":"inaproc","name":"Inaproc","letter":"I","versions":[],"directorate":"Direktorat Pengembangan SPSE","package_kind":"tender","help_centre":true,"categories":[{"code":"inaproc-akun","name":"Akun & Akses","subcategories":["Registrasi & verifikasi profil","Hubungkan akses SPSE/SiRUP/Katalog","Masa berlaku peran kedaluwarsa","Kode OTP tidak masuk","NIK / NIB sudah terdaftar"],"base_priority":"Major","stages":[]},{"code":"inaproc-daftar-hitam","name":"Daftar Hitam","subcategories":["Tayang","Turun tayang"],"base_priority":"Medium","stages":[]},{"code":"inaproc-adp","name":"Agregasi Data Penyedia (ADP)","subcategories":["Aktivasi","Duplikasi NPWP/User ID"],"base_priority":"Major","stages":[]},{"code":"inaproc-akses","name":"Tidak bisa diakses / lambat","subcategories":["Tidak bisa diakses","Lambat"],"base_priority":"Major","stages":["Upload dokumen prakualifikasi","Kirim Persyaratan Kualifikasi","Upload Dokumen Penawaran"]},{"code":"inaproc-lainnya","name":"Lainnya","subcategories":[],"base_priority":"Medium","stages":[]}]},{"code":"icb","name":"ICB (SPSE ICB)","letter":"B","versions":[],"directorate":"Direktorat Pengembangan SPSE","package_kind":"tender","categories":[{"code":"icb-login","name":"Login & Registrasi","subcategories":["Registrasi penyedia asing"],"base_priority":"Medium","stages":[]},{"code":"icb-tender","name":"Tender","subcategories":["Upload bid","Buka bid"],"base_priority":"Major","stages":["Upload Dokumen Penawaran","Pembukaan dan evaluasi penawaran file I","Pembukaan dan evaluasi penawaran file II","Pembukaan file dokumen penawaran (dokumen penawaran harga, administrasi dan teknis) serta dokumen kualifikasi","Pembukaan Dokumen Penawaran"]},{"code":"icb-lainnya","name":"Lainnya","subcategories":[],"base_priority":"Medium","stages":[]}]},{"code":"amel","name":"AMEL","letter":"M","versions":[],"directorate":"Direktorat Perencanaan, Monitoring dan Evaluasi Pengadaan","package_kind":"rup","categories":[{"code":"amel-sinkronisasi","name":"Sinkronisasi Data","subcategories":["SiRUP","SPSE","Katalog","Keuangan"],"base_priority":"Minor","stages":[]},{"code":"amel-laporan","name":"Laporan/Dashboard","subcategories":["Nilai tidak sesuai"],"base_priority":"Minor","stages":[]},{"code":"amel-lainnya","name":"Lainnya","subcategories":[],"base_priority":"Minor","stages":[]}]}]');
INSERT INTO public.editions VALUES ('faq', 2, '[{"code":"akun-lpse-lain","topic":"SPSE/Akun","application":"spse","question":"Saya sudah punya akun di LPSE lain. Apakah harus mendaftar lagi?","answer":"Tidak. Akun yang sudah teragregasi berlaku di semua LPSE. Masuklah di situs LPSE tempat tender diumumkan dengan User ID yang sama."},{"code":"daftar-akun","topic":"SPSE/Akun","application":"spse","question":"Bagaimana mendaftar akun penyedia baru?","answer":"1. Pilih Pendaftaran Penyedia di situs LPSE dan isi email perusahaan.\n2. Buka tautan konfirmasi yang dikirim ke email itu, lalu lengkapi formulir.\n3. Bawa atau kirim berkas (KTP direktur, NPWP, akta, NIB atau izin usaha) ke Verifikator LPSE untuk diverifikasi."},{"code":"lupa-password","topic":"SPSE/Akun","application":"spse","question":"Saya lupa password. Apa yang harus dilakukan?","answer":"1. Pakai menu Lupa Password dengan User ID dan email terdaftar, di LPSE tempat pertama kali mendaftar.\n2. Periksa juga folder spam.\n3. Bila tautan tetap tidak terkirim, buat tiket dan lampirkan surat permohonan bermeterai, KTP direksi, NPWP, izin usaha, dan akta.\nHelpdesk tidak pernah meminta password Anda."},{"code":"data-tidak-sinkron","topic":"SPSE/Akun","application":"spse","question":"Mengapa muncul \"Data tidak tersinkronisasi\" saat login?","answer":"Password di LPSE dan di Agregasi Data Penyedia (ADP) tidak sama. Atur ulang password lewat Lupa Password. Bila masih muncul, buat tiket: LPSE akan memeriksa koneksinya ke ADP."},{"code":"lupa-password-ppk","topic":"SPSE/Akun","application":"spse","question":"Bagaimana bila PPK, Pokja, atau PP lupa password?","answer":"Pakai Lupa Password dan pilih jenis pengguna Non Penyedia. Tautan dikirim ke email terdaftar. Bila emailnya sudah tidak dipakai, mintalah Admin Agency LPSE memperbaruinya."}]', true, '[{"code":"akun-lpse-lain","topic":"SPSE/Akun","application":"spse","question":"Saya sudah punya akun di LPSE lain. Apakah harus mendaftar lagi?","answer":"Tidak. Akun yang sudah teragregasi berlaku di semua LPSE. Masuklah di situs LPSE tempat tender diumumkan dengan User ID yang sama.","source":{"title":"Sahabat PU: Sistem Pengadaan Secara Elektronik","url":"https://sahabat.pu.go.id/post/id/layanan-kami/spse/sistem-pengadaan-secara-elektronik"}},{"code":"daftar-akun","topic":"SPSE/Akun","application":"spse","question":"Bagaimana mendaftar akun penyedia baru?","answer":"1. Pilih Pendaftaran Penyedia di situs LPSE dan isi email perusahaan.\n2. Buka tautan konfirmasi yang dikirim ke email itu, lalu lengkapi formulir.\n3. Bawa atau kirim berkas (KTP direktur, NPWP, akta, NIB atau izin usaha) ke Verifikator LPSE untuk diverifikasi.","source":{"title":"FAQ LPSE Kabupaten Pati","url":"https://id.scribd.com/document/587098927/FAQ-LPSE-Kab-Pati-tahun-2020"}},{"code":"lupa-password","topic":"SPSE/Akun","application":"spse","question":"Saya lupa password. Apa yang harus dilakukan?","answer":"1. Pakai menu Lupa Password dengan User ID dan email terdaftar, di LPSE tempat pertama kali mendaftar.\n2. Periksa juga folder spam.\n3. Bila tautan tetap tidak terkirim, buat tiket dan lampirkan surat permohonan bermeterai, KTP direksi, NPWP, izin usaha, dan akta.\nHelpdesk tidak pernah meminta password Anda.","source":{"title":"LPSE Kota Tangerang: perubahan password akun SPSE penyedia","url":"https://lpse.tangerangkota.go.id/eproc4/publik/detil_special?beritaId=783066"}},{"code":"data-tidak-sinkron","topic":"SPSE/Akun","application":"spse","question":"Mengapa muncul \"Data tidak tersinkronisasi\" saat login?","answer":"Password di LPSE dan di Agregasi Data Penyedia (ADP) tidak sama. Atur ulang password lewat Lupa Password. Bila masih muncul, buat tiket: LPSE akan memeriksa koneksinya ke ADP.","source":{"title":"Tanya jawab SPSE dan SiRUP","url":"https://id.scribd.com/document/399698542/masalah-sirupmasi-docx"}},{"code":"lupa-password-ppk","topic":"SPSE/Akun","application":"spse","question":"Bagaimana bila PPK, Pokja, atau PP lupa password?","answer":"Pakai Lupa Password dan pilih jenis pengguna Non Penyedia. Tautan dikirim ke email terdaftar. Bila emailnya sudah tidak dipakai, mintalah Admin Agency LPSE memperbaruinya.","source":{"title":"FAQ PPK di SPSE 4.3, Kementerian PUPR","url":"https://id.scribd.com/document/541143396/Faq-Ppk-Di-Spse-43-1"}},{"code":"pindah-satker","topic":"SPSE/Akun","application":"spse","question":"Saya pindah satker atau ganti email. Apakah harus mendaftar ulang?","answer":"Tidak. Kirim permohonan ke LPSE dengan melampirkan SK terbaru; Admin Agency mengubah datanya.","source":{"title":"FAQ PPK di SPSE 4.3, Kementerian PUPR","url":"https://id.scribd.com/document/541143396/Faq-Ppk-Di-Spse-43-1"}}]');
INSERT INTO public.editions VALUES ('rules', 2, '{"reminder_days":5,"confirmation_days":4,"stage_ends_hours":24,"short_stage_hours":4,"reporter_file_mb":50,"staff_file_mb":500,"invitation_days":7,"ask_kind":0}', true, '{"reminder_days":3,"confirmation_days":4,"stage_ends_hours":24,"short_stage_hours":4,"reporter_file_mb":50,"staff_file_mb":500,"invitation_days":7,"ask_kind":0}');
INSERT INTO public.faq_helped VALUES ('akun-lpse-lain', '2026-10-20', 1);
INSERT INTO public.faq_helped VALUES ('akun-lpse-lain', '2026-11-20', 2);
INSERT INTO public.faq_helped VALUES ('akun-lpse-lain', '2026-11-21', 1);
INSERT INTO public.faq_helped VALUES ('pertanyaan-yang-dihapus', '2026-10-25', 1);
INSERT INTO public.former_addresses VALUES ('hadi@kantor.example', 13, '2026-11-19 02:06:00+00');
INSERT INTO public.former_names VALUES (1, '2025-09-15 02:00:00+00', 'Rina W.');
INSERT INTO public.history VALUES (1, 1, 'filed', '2026-10-22 02:00:00+00', 2, 'ppk', '{"priority":"medium","rule":"category","to":"1:10"}', '');
INSERT INTO public.history VALUES (2, 1, 'taken', '2026-10-22 04:00:00+00', 4, 'helpdesk_lpse', '{}', '');
INSERT INTO public.history VALUES (3, 1, 'solved', '2026-10-23 02:00:00+00', 4, 'helpdesk_lpse', '{}', 'Mohon dicoba sekali lagi ya, terima kasih.');
INSERT INTO public.history VALUES (4, 1, 'confirmed', '2026-10-24 02:00:00+00', 2, 'ppk', '{}', '');
INSERT INTO public.history VALUES (5, 1, 'rated', '2026-10-24 03:00:00+00', 2, 'ppk', '{"stars":5,"chips":["speed","kindness"],"solver_id":4}', '');
INSERT INTO public.history VALUES (6, 2, 'filed', '2026-10-23 02:00:00+00', 5, 'ppk', '{"priority":"medium","rule":"category","to":"1:10"}', '');
INSERT INTO public.history VALUES (7, 2, 'taken', '2026-10-23 03:00:00+00', 4, 'helpdesk_lpse', '{}', '');
INSERT INTO public.history VALUES (8, 2, 'solved', '2026-10-23 04:00:00+00', 4, 'helpdesk_lpse', '{}', 'Mohon dicoba sekali lagi ya, terima kasih.');
INSERT INTO public.history VALUES (9, 2, 'reminded', '2026-10-28 04:00:00+00', NULL, NULL, '{}', '');
INSERT INTO public.history VALUES (10, 2, 'confirmed_silently', '2026-11-03 04:00:00+00', NULL, NULL, '{}', '');
INSERT INTO public.history VALUES (11, 3, 'filed', '2026-11-13 02:00:00+00', 3, 'pokja', '{"priority":"medium","rule":"category","to":"1:20"}', '');
INSERT INTO public.history VALUES (12, 3, 'taken', '2026-11-13 03:00:00+00', 12, 'verifikator_lpse', '{}', '');
INSERT INTO public.history VALUES (13, 3, 'released', '2026-11-13 04:00:00+00', NULL, NULL, '{"holder_id":12}', '');
INSERT INTO public.history VALUES (14, 4, 'filed', '2026-11-14 02:00:00+00', 3, 'pokja', '{"priority":"medium","rule":"category","to":"1:20"}', '');
INSERT INTO public.history VALUES (15, 4, 'taken', '2026-11-14 03:00:00+00', 12, 'verifikator_lpse', '{}', '');
INSERT INTO public.history VALUES (16, 5, 'filed', '2026-11-16 02:00:00+00', 2, 'ppk', '{"priority":"medium","rule":"category","to":"1:10"}', '');
INSERT INTO public.history VALUES (17, 6, 'filed', '2026-11-16 03:00:00+00', 2, 'ppk', '{"priority":"medium","rule":"category","to":"1:10"}', '');
INSERT INTO public.history VALUES (18, 6, 'taken', '2026-11-16 04:00:00+00', 4, 'helpdesk_lpse', '{}', '');
INSERT INTO public.history VALUES (19, 7, 'filed', '2026-11-16 05:00:00+00', 13, 'ppk', '{"priority":"medium","rule":"category","to":"1:10"}', '');
INSERT INTO public.history VALUES (20, 7, 'taken', '2026-11-16 06:00:00+00', 4, 'helpdesk_lpse', '{}', '');
INSERT INTO public.history VALUES (21, 7, 'feedback_asked', '2026-11-16 07:00:00+00', 4, 'helpdesk_lpse', '{"below":false,"asked_id":13}', 'Mohon dicoba sekali lagi ya, terima kasih.');
INSERT INTO public.history VALUES (22, 7, 'reminded', '2026-11-19 07:00:00+00', NULL, NULL, '{}', '');
INSERT INTO public.history VALUES (23, 8, 'filed', '2026-11-17 02:00:00+00', 2, 'ppk', '{"priority":"minor","rule":"category","to":"1:10"}', '');
INSERT INTO public.history VALUES (24, 8, 'taken', '2026-11-17 03:00:00+00', 4, 'helpdesk_lpse', '{}', '');
INSERT INTO public.history VALUES (25, 8, 'solved', '2026-11-17 04:00:00+00', 4, 'helpdesk_lpse', '{}', 'Mohon dicoba sekali lagi ya, terima kasih.');
INSERT INTO public.history VALUES (26, 9, 'filed', '2026-11-17 05:00:00+00', 2, 'ppk', '{"priority":"minor","rule":"category","to":"1:10"}', '');
INSERT INTO public.history VALUES (27, 9, 'taken', '2026-11-17 06:00:00+00', 4, 'helpdesk_lpse', '{}', '');
INSERT INTO public.history VALUES (28, 9, 'recategorised', '2026-11-17 07:00:00+00', 4, 'helpdesk_lpse', '{"from":{"category":"spse-konten","subcategory":"Berita"},"to":{"category":"spse-infrastruktur","subcategory":"Aplikasi tidak bisa diakses"}}', 'Mohon dicoba sekali lagi ya, terima kasih.');
INSERT INTO public.history VALUES (29, 9, 'priority_raised', '2026-11-17 07:00:00+00', 4, 'helpdesk_lpse', '{"from":"minor","to":"emergency","rule":"outage"}', '');
INSERT INTO public.history VALUES (30, 9, 'solved', '2026-11-17 08:00:00+00', 4, 'helpdesk_lpse', '{}', 'Mohon dicoba sekali lagi ya, terima kasih.');
INSERT INTO public.history VALUES (31, 9, 'rejected', '2026-11-17 09:00:00+00', 2, 'ppk', '{}', 'Mohon dicoba sekali lagi ya, terima kasih.');
INSERT INTO public.history VALUES (32, 10, 'filed', '2026-11-17 10:00:00+00', 3, 'pokja', '{"priority":"medium","rule":"category","to":"1:20"}', '');
INSERT INTO public.history VALUES (33, 10, 'closed', '2026-11-17 11:00:00+00', 3, 'pokja', '{}', 'Mohon dicoba sekali lagi ya, terima kasih.');
INSERT INTO public.history VALUES (34, 11, 'filed', '2026-11-17 12:00:00+00', 11, 'pelaku_usaha', '{"priority":"medium","rule":"category","to":"1:30"}', '');
INSERT INTO public.history VALUES (35, 6, 'watched', '2026-11-17 23:00:00+00', 3, NULL, '{"invited_by":2}', '');
INSERT INTO public.history VALUES (36, 5, 'watched', '2026-11-17 23:00:00+00', 3, NULL, '{"invited_by":2}', '');
INSERT INTO public.history VALUES (37, 5, 'unwatched', '2026-11-18 00:00:00+00', 3, NULL, '{"watcher_id":3}', '');
INSERT INTO public.history VALUES (38, 12, 'filed', '2026-11-17 13:00:00+00', 2, 'ppk', '{"priority":"major","rule":"category","to":"1:10"}', '');
INSERT INTO public.history VALUES (39, 12, 'taken', '2026-11-17 14:00:00+00', 4, 'helpdesk_lpse', '{}', '');
INSERT INTO public.history VALUES (40, 12, 'escalated', '2026-11-17 14:30:00+00', 4, 'helpdesk_lpse', '{"from":"1:10","to":"2:10"}', 'Mohon dicoba sekali lagi ya, terima kasih.');
INSERT INTO public.history VALUES (41, 12, 'taken', '2026-11-17 15:00:00+00', 6, 'admin_ppe', '{}', '');
INSERT INTO public.history VALUES (42, 12, 'escalated', '2026-11-17 15:30:00+00', 6, 'admin_ppe', '{"from":"2:10","to":"3"}', 'Mohon dicoba sekali lagi ya, terima kasih.');
INSERT INTO public.history VALUES (43, 12, 'taken', '2026-11-17 16:00:00+00', 7, 'helpdesk_lkpp_non_teknis', '{}', '');
INSERT INTO public.history VALUES (44, 12, 'escalated', '2026-11-17 16:30:00+00', 7, 'helpdesk_lkpp_non_teknis', '{"from":"3","to":"4"}', 'Mohon dicoba sekali lagi ya, terima kasih.');
INSERT INTO public.history VALUES (45, 12, 'taken', '2026-11-17 17:00:00+00', 8, 'helpdesk_lkpp_teknis', '{}', '');
INSERT INTO public.history VALUES (46, 12, 'escalated', '2026-11-17 17:30:00+00', 8, 'helpdesk_lkpp_teknis', '{"from":"4","to":"5:spse"}', 'Mohon dicoba sekali lagi ya, terima kasih.');
INSERT INTO public.history VALUES (47, 12, 'taken', '2026-11-17 19:00:00+00', 9, 'tim_teknis', '{}', '');
INSERT INTO public.history VALUES (48, 12, 'feedback_asked', '2026-11-17 20:00:00+00', 9, 'tim_teknis', '{"below":true,"asked_id":8}', 'Mohon dicoba sekali lagi ya, terima kasih.');
INSERT INTO public.history VALUES (49, 13, 'filed', '2026-11-18 02:00:00+00', 2, 'ppk', '{"priority":"major","rule":"category","to":"1:10"}', '');
INSERT INTO public.history VALUES (50, 13, 'taken', '2026-11-18 02:06:00+00', 4, 'helpdesk_lpse', '{}', '');
INSERT INTO public.history VALUES (51, 13, 'escalated', '2026-11-18 02:12:00+00', 4, 'helpdesk_lpse', '{"from":"1:10","to":"2:10"}', 'Mohon dicoba sekali lagi ya, terima kasih.');
INSERT INTO public.history VALUES (52, 14, 'filed', '2026-11-18 03:00:00+00', 4, 'helpdesk_lpse', '{"priority":"major","rule":"category","to":"2:10"}', '');
INSERT INTO public.history VALUES (53, 14, 'taken', '2026-11-18 04:00:00+00', 6, 'admin_ppe', '{}', '');
INSERT INTO public.history VALUES (54, 14, 'handed_back', '2026-11-18 05:00:00+00', 6, 'admin_ppe', '{}', 'Mohon dicoba sekali lagi ya, terima kasih.');
INSERT INTO public.history VALUES (55, 15, 'filed', '2026-11-20 22:00:00+00', 2, 'ppk', '{"priority":"emergency","rule":"stage_ends_soon","to":"1:10"}', '');
INSERT INTO public.history VALUES (56, 15, 'taken', '2026-11-20 23:00:00+00', 4, 'helpdesk_lpse', '{}', '');
INSERT INTO public.history VALUES (57, 15, 'feedback_asked', '2026-11-21 00:00:00+00', 4, 'helpdesk_lpse', '{"below":false,"asked_id":2}', 'Mohon dicoba sekali lagi ya, terima kasih.');
INSERT INTO public.history VALUES (58, 15, 'feedback_given', '2026-11-21 01:00:00+00', 2, 'ppk', '{}', 'Mohon dicoba sekali lagi ya, terima kasih.');
INSERT INTO public.inbox VALUES (9001, '7000000002', '{"update_id": 9001, "message": {"chat": {"id": 7000000002}, "text": "/mulai"}}', '2026-11-21 02:00:00+00', 0, '2026-11-21 02:06:00+00', NULL, NULL, NULL);
INSERT INTO public.inbox VALUES (9002, '7000000002', '{"update_id": 9002, "message": {"chat": {"id": 7000000002}, "text": "halo \ud83d\udc4b"}}', '2026-11-21 02:00:00+00', 1, NULL, 'OSError: the disk is full', NULL, NULL);
INSERT INTO public.inbox VALUES (9004, '7000000900', '{"update_id": 9004, "message": {"chat": {"id": 7000000900}, "text": "x"}}', '2026-11-21 03:00:00+00', 1, '2026-11-21 03:00:00+00', 'KeyError: ''from''', NULL, NULL);
INSERT INTO public.inbox VALUES (9003, '7000000004', '{"update_id": 9003, "message": {"chat": {"id": 7000000004}, "text": "\u0000"}}', '2026-11-21 03:00:00+00', 1, NULL, NULL, 1, 1);
INSERT INTO public.invitations VALUES ('700803b6f43f0a78126b37224c7782a9098119722a206e11f68914093c8e9716', 1, '2026-10-27 03:00:00+00', '2026-10-20 04:00:00+00', '2026-10-20 03:00:00+00');
INSERT INTO public.invitations VALUES ('2a7b204138150c7dac146ab348d533021181c597a7b9e7add121a13473c4288b', 3, '2026-10-27 03:00:00+00', '2026-10-20 04:00:00+00', '2026-10-20 03:00:00+00');
INSERT INTO public.invitations VALUES ('488e35b4790223d5b4203e153d4628dfa23c31833083dc454c89d21a3a1ab78f', 4, '2026-10-27 03:00:00+00', '2026-10-20 04:00:00+00', '2026-10-20 03:00:00+00');
INSERT INTO public.invitations VALUES ('0e204c787ee5731208140d07a21c6fb64315b87ebc11e16fa7a27cc2c3c68f01', 5, '2026-10-27 03:00:00+00', '2026-10-20 04:00:00+00', '2026-10-20 03:00:00+00');
INSERT INTO public.invitations VALUES ('3ffa7a569acacc970f386467d0f33ef08d258c026f32f30b86ad90e95276e1ec', 6, '2026-10-27 03:00:00+00', '2026-10-20 04:00:00+00', '2026-10-20 03:00:00+00');
INSERT INTO public.invitations VALUES ('0969fbe6b3fbc2b59cb0d7e49c75ed7a5d9f02923621f011276f33fbec303ce0', 7, '2026-10-27 03:00:00+00', '2026-10-20 04:00:00+00', '2026-10-20 03:00:00+00');
INSERT INTO public.invitations VALUES ('cdf60b018de9e64bf03d2805ab1b26895974c4b1c83028eae123b8416b56a757', 8, '2026-10-27 03:00:00+00', '2026-10-20 04:00:00+00', '2026-10-20 03:00:00+00');
INSERT INTO public.invitations VALUES ('40cbd541bd03620aea7c298cb34203f4dc54d6edd503a0cf164e7d1f7b60fa23', 9, '2026-10-27 03:00:00+00', '2026-10-20 04:00:00+00', '2026-10-20 03:00:00+00');
INSERT INTO public.invitations VALUES ('3cb7e0fd0b58a5f6033174d57299d292f8762e33f92fcfb0433583860796058e', 10, '2026-10-27 03:00:00+00', '2026-10-20 04:00:00+00', '2026-10-20 03:00:00+00');
INSERT INTO public.invitations VALUES ('c7f7d8be48101d69a2bbbc5b0daeafb242c657cf3c21d2041ecc9671f37ad02e', 11, '2026-10-27 03:00:00+00', '2026-10-20 04:00:00+00', '2026-10-20 03:00:00+00');
INSERT INTO public.invitations VALUES ('c2e1896598ad260e3696b8afba22b85a5eb60fec43de8cea6bf3ea306643b03e', 12, '2026-10-27 03:00:00+00', '2026-10-20 04:00:00+00', '2026-10-20 03:00:00+00');
INSERT INTO public.invitations VALUES ('9c3203fe1378bba5a890f79b766f6e7daeef3f4f324997f88616b08d2e614144', 13, '2026-10-27 03:00:00+00', '2026-10-20 04:00:00+00', '2026-10-20 03:00:00+00');
INSERT INTO public.invitations VALUES ('e8885ae8a9d7ea734a88deadd317e22b9ac5837b2b00beaa2a4e8b7a0106874d', 14, '2026-11-18 04:00:00+00', NULL, '2026-11-18 03:00:00+00');
INSERT INTO public.invitations VALUES ('0b049d62a4fb2ece705ecdc754c1fb934435f954ea7abf63311ebafb554a00f4', 14, '2026-11-25 04:00:00+00', NULL, '2026-11-18 04:00:00+00');
INSERT INTO public.leadership VALUES ('lead', 7, 'bot-1:4711', '2026-11-21 03:00:00+00');
INSERT INTO public.looks VALUES (1, '2026-11-20 04:00:00+00', '2026-11-20', 4, 'table_exported', 'Semua Tiket', 2, 80);
INSERT INTO public.lpses VALUES (10, 10, 'LPSE Kota Surabaya', 'Jawa Timur', 'WIB', 'Kota', 'https://surabaya.example', '4.5', false);
INSERT INTO public.lpses VALUES (30, NULL, 'LPSE Kota Jayapura', 'Papua', 'WIT', '', '', '', false);
INSERT INTO public.lpses VALUES (2213549, NULL, 'LPSE Universitas Contoh', 'Bali', 'WITA', '', '', '', true);
INSERT INTO public.lpses VALUES (20, 20, 'LPSE Kota Bandung', 'Jawa Barat', 'WIB', 'Kota', 'https://bandung.example', '4.5u1', false);
INSERT INTO public.outbox VALUES (1, NULL, 'mail', 'code', '{"to":"budi@kantor.example","subject":"LPSE Support","text":"Kode masuk Anda: 135790","token":"0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"}', '', 'code:2', 10, '1970-01-01 00:00:00+00', 0, '2026-10-21 02:00:00+00', NULL, NULL, NULL);
INSERT INTO public.outbox VALUES (2, NULL, 'mail', 'code', '{"to":"hadi.susilo@kantor.example","subject":"LPSE Support","text":"Kode untuk alamat baru: 135790","token":"0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"}', '', 'change:13', 10, '1970-01-01 00:00:00+00', 0, '2026-11-19 02:00:00+00', NULL, NULL, NULL);
INSERT INTO public.outbox VALUES (3, NULL, 'mail', 'code', '{"to":"hadi@kantor.example","subject":"LPSE Support","text":"Alamat akun Anda sekarang hadi.susilo@kantor.example.","token":"0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"}', '', NULL, 10, '1970-01-01 00:00:00+00', 0, '2026-11-19 02:00:00+00', NULL, NULL, NULL);
INSERT INTO public.outbox VALUES (6, 7000000004, 'amend', 'sendMessage', '{"text":"Diambil oleh Sari","parse_mode":"HTML"}', 'alert:5:1:10', 'alert:5:1:10', 20, '1970-01-01 00:00:00+00', 0, '2026-11-21 03:00:00+00', NULL, NULL, NULL);
INSERT INTO public.outbox VALUES (8, 7000000002, 'screen', 'sendMessage', '{"edit":false,"text":"Halaman baru"}', 'screen', 'screen', 20, '1970-01-01 00:00:00+00', 0, '2026-11-21 03:00:00+00', NULL, NULL, NULL);
INSERT INTO public.outbox VALUES (9, -42, 'notice', 'sendMessage', '{"text":"Tiket <b>baru</b> 🔔","parse_mode":"HTML"}', '', NULL, 20, '1970-01-01 00:00:00+00', 0, '2026-11-21 03:00:00+00', NULL, NULL, 5);
INSERT INTO public.outbox VALUES (10, 7000000004, 'notice', 'sendMessage', '{"text":"Tiket <b>baru</b> 🔔","parse_mode":"HTML"}', '', NULL, 20, '2026-11-21 03:02:00+00', 1, '2026-11-21 03:00:00+00', NULL, 'retry after', 5);
INSERT INTO public.outbox VALUES (11, 7000000002, 'notice', 'sendMessage', '{"text":"Tiket <b>baru</b> 🔔","parse_mode":"HTML"}', '', NULL, 20, '1970-01-01 00:00:00+00', 1, '2026-11-21 03:00:00+00', '2026-11-21 03:00:00+00', 'Forbidden: bot was blocked by the user', 5);
INSERT INTO public.outbox VALUES (12, 7000000002, 'make', 'ticket_pdf', '{"person_id":2,"language":"id","ticket_id":5}', '', 'make:ticket_pdf:0123456789abcdef', 30, '1970-01-01 00:00:00+00', 0, '2026-11-21 03:00:00+00', NULL, NULL, NULL);
INSERT INTO public.outbox VALUES (13, NULL, 'mail', 'code', '{"to":"ida@kantor.example","subject":"LPSE Support","text":"Kode masuk Anda: 135790","token":"0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"}', '', 'code:14', 10, '1970-01-01 00:00:00+00', 0, '2026-11-21 02:57:00+00', NULL, NULL, NULL);
INSERT INTO public.package_answers VALUES ('tender', '21151010', '{"kind":"tender","code":"21151010","name":null,"budget_year":2026,"hps":null,"category":"Pekerjaan Konstruksi","build":"SPSE v4.5u20260904","status":"active","stages":[],"repository":10,"said_status":null,"revised_to":[],"version":null}', '2026-11-20 02:00:00+00', NULL, NULL, NULL);
INSERT INTO public.package_answers VALUES ('catalogue', 'EP-404', NULL, '2026-11-20 03:00:00+00', NULL, NULL, NULL);
INSERT INTO public.packages VALUES ('tender', '21150010', '{"kind":"tender","code":"21150010","name":"Pembangunan Jalan Lingkar Timur","budget_year":2026,"hps":"9756000783.95","category":"Pekerjaan Konstruksi","build":"SPSE v4.5u20260904","status":"active","stages":[{"name":"Pengumuman","starts":"2026-11-09T02:00:00+00:00","ends":"2026-11-19T02:00:00+00:00"},{"name":"Upload Dokumen Penawaran","starts":"2026-11-19T02:00:00+00:00","ends":"2026-11-21T12:00:00+00:00"}],"repository":10,"said_status":null,"revised_to":[],"version":null}');
INSERT INTO public.packages VALUES ('rup', '34567890', '{"kind":"rup","code":"34567890","name":"Belanja Modal","budget_year":2026,"hps":null,"category":null,"build":null,"status":"active","stages":[],"repository":null,"said_status":null,"revised_to":[],"version":null}');
INSERT INTO public.parties VALUES (2, 1, 3, false);
INSERT INTO public.parties VALUES (4, 1, 3, false);
INSERT INTO public.parties VALUES (4, 2, 3, false);
INSERT INTO public.parties VALUES (5, 2, 3, false);
INSERT INTO public.parties VALUES (3, 3, 3, true);
INSERT INTO public.parties VALUES (12, 3, 3, false);
INSERT INTO public.parties VALUES (3, 4, 3, true);
INSERT INTO public.parties VALUES (12, 4, 3, true);
INSERT INTO public.parties VALUES (4, 7, 3, true);
INSERT INTO public.parties VALUES (13, 7, 3, true);
INSERT INTO public.parties VALUES (2, 8, 4, true);
INSERT INTO public.parties VALUES (4, 8, 4, true);
INSERT INTO public.parties VALUES (2, 9, 1, true);
INSERT INTO public.parties VALUES (4, 9, 1, true);
INSERT INTO public.parties VALUES (3, 10, 3, false);
INSERT INTO public.parties VALUES (11, 11, 3, true);
INSERT INTO public.parties VALUES (2, 6, 3, true);
INSERT INTO public.parties VALUES (4, 6, 3, true);
INSERT INTO public.parties VALUES (3, 6, 3, false);
INSERT INTO public.parties VALUES (2, 5, 3, true);
INSERT INTO public.parties VALUES (2, 12, 2, true);
INSERT INTO public.parties VALUES (4, 12, 2, false);
INSERT INTO public.parties VALUES (6, 12, 2, false);
INSERT INTO public.parties VALUES (7, 12, 2, false);
INSERT INTO public.parties VALUES (8, 12, 2, true);
INSERT INTO public.parties VALUES (9, 12, 2, true);
INSERT INTO public.parties VALUES (2, 13, 2, true);
INSERT INTO public.parties VALUES (4, 13, 2, false);
INSERT INTO public.parties VALUES (4, 14, 2, true);
INSERT INTO public.parties VALUES (6, 14, 2, false);
INSERT INTO public.parties VALUES (2, 15, 1, true);
INSERT INTO public.parties VALUES (4, 15, 1, true);
INSERT INTO public.people VALUES (1, 'rina@kantor.example', 'Rina Wulandari', '0811', 'LKPP', 'id', false, '2026-10-20 02:00:00+00', NULL, '2026-10-20 04:00:00+00');
INSERT INTO public.people VALUES (4, 'sari@kantor.example', 'Sari Lestari', '', 'LPSE Kota Surabaya', 'id', false, '2026-10-20 02:00:00+00', NULL, '2026-10-20 04:00:00+00');
INSERT INTO public.people VALUES (5, 'tono@kantor.example', 'Tono Wijaya', '', 'LPSE Kota Bandung', 'id', false, '2026-10-20 02:00:00+00', NULL, '2026-10-20 04:00:00+00');
INSERT INTO public.people VALUES (6, 'adi@kantor.example', 'Adi Nugroho', '', 'LPSE Kota Surabaya', 'id', false, '2026-10-20 02:00:00+00', NULL, '2026-10-20 04:00:00+00');
INSERT INTO public.people VALUES (7, 'lina@kantor.example', 'Lina Marlina', '', 'LKPP', 'id', false, '2026-10-20 02:00:00+00', NULL, '2026-10-20 04:00:00+00');
INSERT INTO public.people VALUES (8, 'made@kantor.example', 'Made Wirawan', '', 'LKPP', 'id', false, '2026-10-20 02:00:00+00', NULL, '2026-10-20 04:00:00+00');
INSERT INTO public.people VALUES (9, 'dewi@kantor.example', 'Dewi Anggraini', '', 'LKPP', 'id', false, '2026-10-20 02:00:00+00', NULL, '2026-10-20 04:00:00+00');
INSERT INTO public.people VALUES (10, 'eko@kantor.example', 'Eko Prasetyo', '', 'LKPP', 'id', false, '2026-10-20 02:00:00+00', NULL, '2026-10-20 04:00:00+00');
INSERT INTO public.people VALUES (12, 'gita@kantor.example', 'Gita Savitri', '', 'LPSE Kota Bandung', 'id', false, '2026-10-20 02:00:00+00', NULL, '2026-10-20 04:00:00+00');
INSERT INTO public.people VALUES (2, 'budi@kantor.example', 'Budi Santoso', '0812 3456 7890', 'Dinas "PU" Kota', 'id', false, '2026-10-20 02:00:00+00', NULL, '2026-10-21 02:01:12+00');
INSERT INTO public.people VALUES (3, 'citra@kantor.example', 'Citra Ayu', '', 'Dinas Kesehatan', 'en', false, '2026-10-20 02:00:00+00', NULL, '2026-10-20 04:00:00+00');
INSERT INTO public.people VALUES (14, 'ida@kantor.example', 'Ida Ayu', '08131234567', 'Dinas Sosial', 'id', false, '2026-11-18 02:00:00+00', NULL, NULL);
INSERT INTO public.people VALUES (11, 'fajar@kantor.example', 'Fajar Ramadhan', '', 'CV Maju', 'id', true, '2026-10-20 02:00:00+00', NULL, '2026-10-20 04:00:00+00');
INSERT INTO public.people VALUES (13, 'hadi.susilo@kantor.example', 'Hadi Susilo', '', 'Dinas Pendidikan', 'id', false, '2026-10-20 02:00:00+00', NULL, '2026-10-20 04:00:00+00');
INSERT INTO public.releases_due VALUES (12, 1);
INSERT INTO public.releases_due VALUES (11, 0);
INSERT INTO public.search_documents VALUES (1, '''#0001'':10 ''#0220'':7 ''#1022'':6 ''#2000'':9 ''#2200'':8 ''#2610'':4 ''#6102'':5 ''#ps26'':2 ''#s261'':3 ''#tps2'':1 ''#tps2610220001'' ''100'' ''=a73707365'' ''=d20261022'' ''=h4'' ''=l10'' ''=m202610'' ''=o2'' ''=p2'' ''=p4'' ''=r3'' ''=sclosed'' ''=v'' ''=y2026'' ''aneh'' ''b'' ''bisa'' ''dicoba'' ''docx'' ''foto'' ''habis'' ''it'' ''jadwal'' ''jpg'' ''kasih'' ''l001'' ''lagi'' ''lama'' ''masuk'' ''mohon'' ''nama'' ''notule002'' ''notulen'' ''pagi'' ''pesannya'' ''s'' ''sejak'' ''sekali'' ''sesi'' ''tampil'' ''terima'' ''tidak'' ''ya''');
INSERT INTO public.search_documents VALUES (2, '''#0001'':10 ''#0230'':7 ''#1023'':6 ''#2300'':8 ''#2610'':4 ''#3000'':9 ''#6102'':5 ''#p261'':3 ''#pp26'':2 ''#tpp2'':1 ''#tpp2610230001'' ''100'' ''=a706f7274616c'' ''=d20261023'' ''=h4'' ''=l10'' ''=m202610'' ''=o5'' ''=p4'' ''=p5'' ''=r3'' ''=sclosed'' ''=v'' ''=y2026'' ''aneh'' ''b'' ''bisa'' ''dicoba'' ''habis'' ''it'' ''kasih'' ''lagi'' ''masuk'' ''mohon'' ''nama'' ''pagi'' ''pesannya'' ''s'' ''sejak'' ''sekali'' ''sesi'' ''terima'' ''terus'' ''tidak'' ''ya''');
INSERT INTO public.search_documents VALUES (3, '''#0001'':10 ''#1113'':6 ''#1130'':7 ''#1300'':8 ''#2611'':4 ''#3000'':9 ''#6111'':5 ''#ps26'':2 ''#s261'':3 ''#tps2'':1 ''#tps2611130001'' ''100'' ''=a73707365'' ''=d20261113'' ''=l20'' ''=m202611'' ''=o3'' ''=p12'' ''=p3'' ''=r3'' ''=swaiting'' ''=v'' ''=y2026'' ''akun'' ''aneh'' ''b'' ''bisa'' ''habis'' ''it'' ''masuk'' ''nama'' ''pagi'' ''pesannya'' ''s'' ''sejak'' ''sesi'' ''tidak'' ''verifikasi''');
INSERT INTO public.search_documents VALUES (4, '''#0002'':10 ''#1114'':6 ''#1140'':7 ''#1400'':8 ''#2611'':4 ''#4000'':9 ''#6111'':5 ''#ps26'':2 ''#s261'':3 ''#tps2'':1 ''#tps2611140002'' ''100'' ''=a73707365'' ''=d20261114'' ''=h12'' ''=l20'' ''=m202611'' ''=o3'' ''=p12'' ''=p3'' ''=r3'' ''=sworking'' ''=v'' ''=y2026'' ''akun'' ''aneh'' ''b'' ''bisa'' ''habis'' ''it'' ''masuk'' ''nama'' ''pagi'' ''pesannya'' ''s'' ''sejak'' ''sesi'' ''tidak'' ''verifikasi''');
INSERT INTO public.search_documents VALUES (7, '''#0005'':10 ''#1116'':6 ''#1160'':7 ''#1600'':8 ''#2611'':4 ''#6000'':9 ''#6111'':5 ''#ps26'':2 ''#s261'':3 ''#tps2'':1 ''#tps2611160005'' ''100'' ''=a73707365'' ''=d20261116'' ''=h4'' ''=l10'' ''=m202611'' ''=o13'' ''=p13'' ''=p4'' ''=r3'' ''=sfeedback'' ''=v'' ''=y2026'' ''akun'' ''aneh'' ''b'' ''besar'' ''besar002'' ''bisa'' ''bukan'' ''bukan001'' ''dicoba'' ''habis'' ''it'' ''kasih'' ''lagi'' ''masuk'' ''mohon'' ''nama'' ''pagi'' ''pdf'' ''pesannya'' ''s'' ''sejak'' ''sekali'' ''sesi'' ''terima'' ''terkunci'' ''tidak'' ''ya'' ''zip''');
INSERT INTO public.search_documents VALUES (8, '''#0006'':10 ''#1117'':6 ''#1170'':7 ''#1700'':8 ''#2611'':4 ''#6111'':5 ''#7000'':9 ''#ps26'':2 ''#s261'':3 ''#tps2'':1 ''#tps2611170006'' ''100'' ''=a73707365'' ''=d20261117'' ''=h4'' ''=l10'' ''=m202611'' ''=o2'' ''=p2'' ''=p4'' ''=r4'' ''=sconfirmation'' ''=v'' ''=y2026'' ''aneh'' ''b'' ''berita'' ''bisa'' ''dicoba'' ''habis'' ''hilang'' ''hilang001'' ''it'' ''kasih'' ''lagi'' ''masuk'' ''mohon'' ''nama'' ''pagi'' ''pesannya'' ''s'' ''sejak'' ''sekali'' ''sesi'' ''tampil'' ''terima'' ''tidak'' ''txt'' ''ya''');
INSERT INTO public.search_documents VALUES (9, '''#0007'':10 ''#1117'':6 ''#1170'':7 ''#1700'':8 ''#2611'':4 ''#6111'':5 ''#7000'':9 ''#ps26'':2 ''#s261'':3 ''#tps2'':1 ''#tps2611170007'' ''100'' ''=a73707365'' ''=d20261117'' ''=h4'' ''=l10'' ''=m202611'' ''=o2'' ''=p2'' ''=p4'' ''=r1'' ''=sworking'' ''=v'' ''=y2026'' ''aneh'' ''b'' ''bisa'' ''dicoba'' ''habis'' ''it'' ''kasih'' ''lagi'' ''lambat'' ''lambat001'' ''masuk'' ''mohon'' ''nama'' ''pagi'' ''pesannya'' ''s'' ''sejak'' ''sekali'' ''sesi'' ''spse'' ''terima'' ''tidak'' ''xlsx'' ''ya''');
INSERT INTO public.search_documents VALUES (10, '''#0008'':10 ''#1117'':6 ''#1170'':7 ''#1700'':8 ''#2611'':4 ''#6111'':5 ''#7000'':9 ''#ps26'':2 ''#s261'':3 ''#tps2'':1 ''#tps2611170008'' ''100'' ''=a73707365'' ''=d20261117'' ''=l20'' ''=m202611'' ''=o3'' ''=p3'' ''=r3'' ''=sclosed'' ''=v'' ''=y2026'' ''aneh'' ''b'' ''bisa'' ''dicoba'' ''habis'' ''it'' ''kasih'' ''kirim'' ''lagi'' ''masuk'' ''mohon'' ''nama'' ''pagi'' ''pesannya'' ''s'' ''salah'' ''sejak'' ''sekali'' ''sesi'' ''terima'' ''tidak'' ''ya''');
INSERT INTO public.search_documents VALUES (11, '''#0001'':10 ''#1117'':6 ''#1170'':7 ''#1700'':8 ''#2611'':4 ''#6111'':5 ''#7000'':9 ''#k261'':3 ''#pk26'':2 ''#tpk2'':1 ''#tpk2611170001'' ''100'' ''=a73696b6170'' ''=d20261117'' ''=l30'' ''=m202611'' ''=o11'' ''=p11'' ''=r3'' ''=swaiting'' ''=v'' ''=y2026'' ''aneh'' ''b'' ''bisa'' ''gagal'' ''habis'' ''it'' ''masuk'' ''nama'' ''pagi'' ''pendaftaran'' ''pesannya'' ''s'' ''sejak'' ''sesi'' ''tidak''');
INSERT INTO public.search_documents VALUES (6, '''#0004'':10 ''#1116'':6 ''#1160'':7 ''#1600'':8 ''#2611'':4 ''#6000'':9 ''#6111'':5 ''#ps26'':2 ''#s261'':3 ''#tps2'':1 ''#tps2611160004'' ''100'' ''=a73707365'' ''=d20261116'' ''=h4'' ''=l10'' ''=m202611'' ''=o2'' ''=p2'' ''=p3'' ''=p4'' ''=r3'' ''=sworking'' ''=v342e35'' ''=y2026'' ''aneh'' ''b'' ''bisa'' ''habis'' ''it'' ''kata'' ''lupa'' ''masuk'' ''nama'' ''pagi'' ''pesannya'' ''s'' ''sandi'' ''sejak'' ''sesi'' ''tidak''');
INSERT INTO public.search_documents VALUES (5, '''#0003'':10 ''#1116'':6 ''#1160'':7 ''#1600'':8 ''#2611'':4 ''#6000'':9 ''#6111'':5 ''#ps26'':2 ''#s261'':3 ''#tps2'':1 ''#tps2611160003'' ''100'' ''=a73707365'' ''=d20261116'' ''=l10'' ''=m202611'' ''=o2'' ''=p2'' ''=r3'' ''=swaiting'' ''=v'' ''=y2026'' ''aneh'' ''b'' ''bisa'' ''habis'' ''it'' ''layar'' ''login'' ''masuk'' ''nama'' ''pagi'' ''pdf'' ''pesannya'' ''png'' ''s'' ''sejak'' ''sesi'' ''surat'' ''surat002'' ''tangka001'' ''tangkapan'' ''tidak''');
INSERT INTO public.search_documents VALUES (12, '''#0009'':10 ''#1117'':6 ''#1170'':7 ''#1700'':8 ''#2611'':4 ''#6111'':5 ''#7000'':9 ''#ps26'':2 ''#s261'':3 ''#tps2'':1 ''#tps2611170009'' ''100'' ''=a73707365'' ''=d20261117'' ''=h9'' ''=l10'' ''=m202611'' ''=o2'' ''=p2'' ''=p4'' ''=p6'' ''=p7'' ''=p8'' ''=p9'' ''=r2'' ''=sfeedback'' ''=v342e34'' ''=y2026'' ''aneh'' ''b'' ''bisa'' ''data'' ''dicoba'' ''gagal'' ''habis'' ''it'' ''kasih'' ''lagi'' ''masuk'' ''mohon'' ''nama'' ''pagi'' ''pesannya'' ''s'' ''sejak'' ''sekali'' ''sesi'' ''tarik'' ''terima'' ''tidak'' ''ya''');
INSERT INTO public.search_documents VALUES (13, '''#0010'':10 ''#1118'':6 ''#1180'':7 ''#1800'':8 ''#2611'':4 ''#6111'':5 ''#8001'':9 ''#ps26'':2 ''#s261'':3 ''#tps2'':1 ''#tps2611180010'' ''100'' ''=a73707365'' ''=d20261118'' ''=l10'' ''=m202611'' ''=o2'' ''=p2'' ''=p4'' ''=r2'' ''=swaiting'' ''=v'' ''=y2026'' ''aneh'' ''b'' ''bisa'' ''dicoba'' ''habis'' ''hps'' ''it'' ''kasih'' ''lagi'' ''masuk'' ''mohon'' ''nama'' ''pagi'' ''pesannya'' ''s'' ''sejak'' ''sekali'' ''sesi'' ''terima'' ''tersimpan'' ''tidak'' ''ya''');
INSERT INTO public.search_documents VALUES (14, '''#0001'':10 ''#1118'':6 ''#1180'':7 ''#1800'':8 ''#2611'':4 ''#6111'':5 ''#8000'':9 ''#e261'':3 ''#he26'':2 ''#the2'':1 ''#the2611180001'' ''100'' ''=a6b6174616c6f67'' ''=d20261118'' ''=l10'' ''=m202611'' ''=o4'' ''=p4'' ''=p6'' ''=r2'' ''=swaiting'' ''=v36'' ''=y2026'' ''aneh'' ''b'' ''bisa'' ''dicoba'' ''habis'' ''it'' ''kasih'' ''lagi'' ''masuk'' ''mohon'' ''muncul'' ''nama'' ''pagi'' ''pesannya'' ''rup'' ''s'' ''sejak'' ''sekali'' ''sesi'' ''terima'' ''tidak'' ''ya''');
INSERT INTO public.search_documents VALUES (15, '''#0011'':10 ''#1001'':9 ''#1121'':6 ''#1210'':7 ''#2100'':8 ''#2611'':4 ''#6112'':5 ''#ps26'':2 ''#s261'':3 ''#tps2'':1 ''#tps2611210011'' ''100'' ''21150010'' ''=a73707365'' ''=d20261121'' ''=h4'' ''=l10'' ''=m202611'' ''=o2'' ''=p2'' ''=p4'' ''=r1'' ''=sworking'' ''=v'' ''=y2026'' ''aneh'' ''b'' ''bisa'' ''dicoba'' ''habis'' ''it'' ''kasih'' ''lagi'' ''layar'' ''masuk'' ''mohon'' ''nama'' ''pagi'' ''penawaran'' ''pesannya'' ''png'' ''s'' ''sejak'' ''sekali'' ''sesi'' ''tangka001'' ''tangkapan'' ''terima'' ''tidak'' ''unggah'' ''ya''');
INSERT INTO public.search_words VALUES ('=aneh', 'aneh');
INSERT INTO public.search_words VALUES ('=bisa', 'bisa');
INSERT INTO public.search_words VALUES ('=docx', 'docx');
INSERT INTO public.search_words VALUES ('=foto', 'foto');
INSERT INTO public.search_words VALUES ('=habis', 'habis');
INSERT INTO public.search_words VALUES ('=it', 'it');
INSERT INTO public.search_words VALUES ('=jadwal', 'jadwal');
INSERT INTO public.search_words VALUES ('=jpg', 'jpg');
INSERT INTO public.search_words VALUES ('=lama', 'lama');
INSERT INTO public.search_words VALUES ('=masuk', 'masuk');
INSERT INTO public.search_words VALUES ('=nama', 'nama');
INSERT INTO public.search_words VALUES ('=notulen', 'notulen');
INSERT INTO public.search_words VALUES ('=pagi', 'pagi');
INSERT INTO public.search_words VALUES ('=pesannya', 'pesannya');
INSERT INTO public.search_words VALUES ('=sejak', 'sejak');
INSERT INTO public.search_words VALUES ('=sesi', 'sesi');
INSERT INTO public.search_words VALUES ('=tampil', 'tampil');
INSERT INTO public.search_words VALUES ('=tidak', 'tidak');
INSERT INTO public.search_words VALUES ('dabis', 'habis');
INSERT INTO public.search_words VALUES ('dadwal', 'jadwal');
INSERT INTO public.search_words VALUES ('daeh', 'aneh');
INSERT INTO public.search_words VALUES ('dagi', 'pagi');
INSERT INTO public.search_words VALUES ('dama', 'lama');
INSERT INTO public.search_words VALUES ('dama', 'nama');
INSERT INTO public.search_words VALUES ('dampil', 'tampil');
INSERT INTO public.search_words VALUES ('dane', 'aneh');
INSERT INTO public.search_words VALUES ('daneh', 'aneh');
INSERT INTO public.search_words VALUES ('danh', 'aneh');
INSERT INTO public.search_words VALUES ('dasuk', 'masuk');
INSERT INTO public.search_words VALUES ('dbia', 'bisa');
INSERT INTO public.search_words VALUES ('dbis', 'bisa');
INSERT INTO public.search_words VALUES ('dbisa', 'bisa');
INSERT INTO public.search_words VALUES ('dbsa', 'bisa');
INSERT INTO public.search_words VALUES ('ddcx', 'docx');
INSERT INTO public.search_words VALUES ('ddoc', 'docx');
INSERT INTO public.search_words VALUES ('ddocx', 'docx');
INSERT INTO public.search_words VALUES ('ddox', 'docx');
INSERT INTO public.search_words VALUES ('dejak', 'sejak');
INSERT INTO public.search_words VALUES ('desannya', 'pesannya');
INSERT INTO public.search_words VALUES ('desi', 'sesi');
INSERT INTO public.search_words VALUES ('dfoo', 'foto');
INSERT INTO public.search_words VALUES ('dfot', 'foto');
INSERT INTO public.search_words VALUES ('dfoto', 'foto');
INSERT INTO public.search_words VALUES ('dfto', 'foto');
INSERT INTO public.search_words VALUES ('dhabi', 'habis');
INSERT INTO public.search_words VALUES ('dhabis', 'habis');
INSERT INTO public.search_words VALUES ('dhabs', 'habis');
INSERT INTO public.search_words VALUES ('dhais', 'habis');
INSERT INTO public.search_words VALUES ('dhbis', 'habis');
INSERT INTO public.search_words VALUES ('didak', 'tidak');
INSERT INTO public.search_words VALUES ('disa', 'bisa');
INSERT INTO public.search_words VALUES ('djadal', 'jadwal');
INSERT INTO public.search_words VALUES ('djadwa', 'jadwal');
INSERT INTO public.search_words VALUES ('djadwal', 'jadwal');
INSERT INTO public.search_words VALUES ('djadwl', 'jadwal');
INSERT INTO public.search_words VALUES ('djawal', 'jadwal');
INSERT INTO public.search_words VALUES ('djdwal', 'jadwal');
INSERT INTO public.search_words VALUES ('dlaa', 'lama');
INSERT INTO public.search_words VALUES ('dlam', 'lama');
INSERT INTO public.search_words VALUES ('dlama', 'lama');
INSERT INTO public.search_words VALUES ('dlma', 'lama');
INSERT INTO public.search_words VALUES ('dmask', 'masuk');
INSERT INTO public.search_words VALUES ('dmasu', 'masuk');
INSERT INTO public.search_words VALUES ('dmasuk', 'masuk');
INSERT INTO public.search_words VALUES ('dmauk', 'masuk');
INSERT INTO public.search_words VALUES ('dmsuk', 'masuk');
INSERT INTO public.search_words VALUES ('dnaa', 'nama');
INSERT INTO public.search_words VALUES ('dnam', 'nama');
INSERT INTO public.search_words VALUES ('dnama', 'nama');
INSERT INTO public.search_words VALUES ('dneh', 'aneh');
INSERT INTO public.search_words VALUES ('dnma', 'nama');
INSERT INTO public.search_words VALUES ('dnotlen', 'notulen');
INSERT INTO public.search_words VALUES ('dnotuen', 'notulen');
INSERT INTO public.search_words VALUES ('dnotule', 'notulen');
INSERT INTO public.search_words VALUES ('dnotulen', 'notulen');
INSERT INTO public.search_words VALUES ('dnotuln', 'notulen');
INSERT INTO public.search_words VALUES ('dnoulen', 'notulen');
INSERT INTO public.search_words VALUES ('dntulen', 'notulen');
INSERT INTO public.search_words VALUES ('docx', 'docx');
INSERT INTO public.search_words VALUES ('doto', 'foto');
INSERT INTO public.search_words VALUES ('dotulen', 'notulen');
INSERT INTO public.search_words VALUES ('dpag', 'pagi');
INSERT INTO public.search_words VALUES ('dpagi', 'pagi');
INSERT INTO public.search_words VALUES ('dpai', 'pagi');
INSERT INTO public.search_words VALUES ('dpeannya', 'pesannya');
INSERT INTO public.search_words VALUES ('dpesanna', 'pesannya');
INSERT INTO public.search_words VALUES ('dpesanny', 'pesannya');
INSERT INTO public.search_words VALUES ('dpesannya', 'pesannya');
INSERT INTO public.search_words VALUES ('dpesanya', 'pesannya');
INSERT INTO public.search_words VALUES ('dpesnnya', 'pesannya');
INSERT INTO public.search_words VALUES ('dpgi', 'pagi');
INSERT INTO public.search_words VALUES ('dpsannya', 'pesannya');
INSERT INTO public.search_words VALUES ('dseak', 'sejak');
INSERT INTO public.search_words VALUES ('dsei', 'sesi');
INSERT INTO public.search_words VALUES ('dseja', 'sejak');
INSERT INTO public.search_words VALUES ('dsejak', 'sejak');
INSERT INTO public.search_words VALUES ('dsejk', 'sejak');
INSERT INTO public.search_words VALUES ('dses', 'sesi');
INSERT INTO public.search_words VALUES ('dsesi', 'sesi');
INSERT INTO public.search_words VALUES ('dsjak', 'sejak');
INSERT INTO public.search_words VALUES ('dssi', 'sesi');
INSERT INTO public.search_words VALUES ('dtamil', 'tampil');
INSERT INTO public.search_words VALUES ('dtampi', 'tampil');
INSERT INTO public.search_words VALUES ('dtampil', 'tampil');
INSERT INTO public.search_words VALUES ('dtampl', 'tampil');
INSERT INTO public.search_words VALUES ('dtapil', 'tampil');
INSERT INTO public.search_words VALUES ('dtdak', 'tidak');
INSERT INTO public.search_words VALUES ('dtiak', 'tidak');
INSERT INTO public.search_words VALUES ('dtida', 'tidak');
INSERT INTO public.search_words VALUES ('dtidak', 'tidak');
INSERT INTO public.search_words VALUES ('dtidk', 'tidak');
INSERT INTO public.search_words VALUES ('dtmpil', 'tampil');
INSERT INTO public.search_words VALUES ('saneh', 'aneh');
INSERT INTO public.search_words VALUES ('sbisa', 'bisa');
INSERT INTO public.search_words VALUES ('sdocx', 'docx');
INSERT INTO public.search_words VALUES ('sfoto', 'foto');
INSERT INTO public.search_words VALUES ('shabis', 'habis');
INSERT INTO public.search_words VALUES ('sit', 'it');
INSERT INTO public.search_words VALUES ('sjadwal', 'jadwal');
INSERT INTO public.search_words VALUES ('sjpg', 'jpg');
INSERT INTO public.search_words VALUES ('slama', 'lama');
INSERT INTO public.search_words VALUES ('smasuk', 'masuk');
INSERT INTO public.search_words VALUES ('snama', 'nama');
INSERT INTO public.search_words VALUES ('snotulen', 'notulen');
INSERT INTO public.search_words VALUES ('spagi', 'pagi');
INSERT INTO public.search_words VALUES ('spesan', 'pesannya');
INSERT INTO public.search_words VALUES ('spesannya', 'pesannya');
INSERT INTO public.search_words VALUES ('ssannya', 'pesannya');
INSERT INTO public.search_words VALUES ('ssejak', 'sejak');
INSERT INTO public.search_words VALUES ('ssesi', 'sesi');
INSERT INTO public.search_words VALUES ('stampil', 'tampil');
INSERT INTO public.search_words VALUES ('stidak', 'tidak');
INSERT INTO public.search_words VALUES ('=dicoba', 'dicoba');
INSERT INTO public.search_words VALUES ('=kasih', 'kasih');
INSERT INTO public.search_words VALUES ('=lagi', 'lagi');
INSERT INTO public.search_words VALUES ('=mohon', 'mohon');
INSERT INTO public.search_words VALUES ('=sekali', 'sekali');
INSERT INTO public.search_words VALUES ('=terima', 'terima');
INSERT INTO public.search_words VALUES ('=ya', 'ya');
INSERT INTO public.search_words VALUES ('dagi', 'lagi');
INSERT INTO public.search_words VALUES ('dasih', 'kasih');
INSERT INTO public.search_words VALUES ('ddcoba', 'dicoba');
INSERT INTO public.search_words VALUES ('ddicba', 'dicoba');
INSERT INTO public.search_words VALUES ('ddicoa', 'dicoba');
INSERT INTO public.search_words VALUES ('ddicob', 'dicoba');
INSERT INTO public.search_words VALUES ('ddicoba', 'dicoba');
INSERT INTO public.search_words VALUES ('ddioba', 'dicoba');
INSERT INTO public.search_words VALUES ('dekali', 'sekali');
INSERT INTO public.search_words VALUES ('derima', 'terima');
INSERT INTO public.search_words VALUES ('dicoba', 'dicoba');
INSERT INTO public.search_words VALUES ('dkaih', 'kasih');
INSERT INTO public.search_words VALUES ('dkash', 'kasih');
INSERT INTO public.search_words VALUES ('dkasi', 'kasih');
INSERT INTO public.search_words VALUES ('dkasih', 'kasih');
INSERT INTO public.search_words VALUES ('dksih', 'kasih');
INSERT INTO public.search_words VALUES ('dlag', 'lagi');
INSERT INTO public.search_words VALUES ('dlagi', 'lagi');
INSERT INTO public.search_words VALUES ('dlai', 'lagi');
INSERT INTO public.search_words VALUES ('dlgi', 'lagi');
INSERT INTO public.search_words VALUES ('dmhon', 'mohon');
INSERT INTO public.search_words VALUES ('dmohn', 'mohon');
INSERT INTO public.search_words VALUES ('dmoho', 'mohon');
INSERT INTO public.search_words VALUES ('dmohon', 'mohon');
INSERT INTO public.search_words VALUES ('dmoon', 'mohon');
INSERT INTO public.search_words VALUES ('dohon', 'mohon');
INSERT INTO public.search_words VALUES ('dseali', 'sekali');
INSERT INTO public.search_words VALUES ('dsekai', 'sekali');
INSERT INTO public.search_words VALUES ('dsekal', 'sekali');
INSERT INTO public.search_words VALUES ('dsekali', 'sekali');
INSERT INTO public.search_words VALUES ('dsekli', 'sekali');
INSERT INTO public.search_words VALUES ('dskali', 'sekali');
INSERT INTO public.search_words VALUES ('dteima', 'terima');
INSERT INTO public.search_words VALUES ('dteria', 'terima');
INSERT INTO public.search_words VALUES ('dterim', 'terima');
INSERT INTO public.search_words VALUES ('dterima', 'terima');
INSERT INTO public.search_words VALUES ('dterma', 'terima');
INSERT INTO public.search_words VALUES ('dtrima', 'terima');
INSERT INTO public.search_words VALUES ('scoba', 'dicoba');
INSERT INTO public.search_words VALUES ('sdicoba', 'dicoba');
INSERT INTO public.search_words VALUES ('skali', 'sekali');
INSERT INTO public.search_words VALUES ('skasih', 'kasih');
INSERT INTO public.search_words VALUES ('slagi', 'lagi');
INSERT INTO public.search_words VALUES ('smohon', 'mohon');
INSERT INTO public.search_words VALUES ('ssekal', 'sekali');
INSERT INTO public.search_words VALUES ('ssekali', 'sekali');
INSERT INTO public.search_words VALUES ('sterima', 'terima');
INSERT INTO public.search_words VALUES ('sya', 'ya');
INSERT INTO public.search_words VALUES ('=terus', 'terus');
INSERT INTO public.search_words VALUES ('derus', 'terus');
INSERT INTO public.search_words VALUES ('dters', 'terus');
INSERT INTO public.search_words VALUES ('dteru', 'terus');
INSERT INTO public.search_words VALUES ('dterus', 'terus');
INSERT INTO public.search_words VALUES ('dteus', 'terus');
INSERT INTO public.search_words VALUES ('dtrus', 'terus');
INSERT INTO public.search_words VALUES ('sterus', 'terus');
INSERT INTO public.search_words VALUES ('=akun', 'akun');
INSERT INTO public.search_words VALUES ('=verifikasi', 'verifikasi');
INSERT INTO public.search_words VALUES ('dakn', 'akun');
INSERT INTO public.search_words VALUES ('daku', 'akun');
INSERT INTO public.search_words VALUES ('dakun', 'akun');
INSERT INTO public.search_words VALUES ('daun', 'akun');
INSERT INTO public.search_words VALUES ('derifikasi', 'verifikasi');
INSERT INTO public.search_words VALUES ('dkun', 'akun');
INSERT INTO public.search_words VALUES ('dveifikasi', 'verifikasi');
INSERT INTO public.search_words VALUES ('dverfikasi', 'verifikasi');
INSERT INTO public.search_words VALUES ('dverifiasi', 'verifikasi');
INSERT INTO public.search_words VALUES ('dverifikai', 'verifikasi');
INSERT INTO public.search_words VALUES ('dverifikas', 'verifikasi');
INSERT INTO public.search_words VALUES ('dverifikasi', 'verifikasi');
INSERT INTO public.search_words VALUES ('dverifiksi', 'verifikasi');
INSERT INTO public.search_words VALUES ('dverifkasi', 'verifikasi');
INSERT INTO public.search_words VALUES ('dveriikasi', 'verifikasi');
INSERT INTO public.search_words VALUES ('dvrifikasi', 'verifikasi');
INSERT INTO public.search_words VALUES ('sakun', 'akun');
INSERT INTO public.search_words VALUES ('sverifikas', 'verifikasi');
INSERT INTO public.search_words VALUES ('sverifikasi', 'verifikasi');
INSERT INTO public.search_words VALUES ('=layar', 'layar');
INSERT INTO public.search_words VALUES ('=login', 'login');
INSERT INTO public.search_words VALUES ('=pdf', 'pdf');
INSERT INTO public.search_words VALUES ('=png', 'png');
INSERT INTO public.search_words VALUES ('=surat', 'surat');
INSERT INTO public.search_words VALUES ('=tangkapan', 'tangkapan');
INSERT INTO public.search_words VALUES ('dangkapan', 'tangkapan');
INSERT INTO public.search_words VALUES ('dayar', 'layar');
INSERT INTO public.search_words VALUES ('dlaar', 'layar');
INSERT INTO public.search_words VALUES ('dlaya', 'layar');
INSERT INTO public.search_words VALUES ('dlayar', 'layar');
INSERT INTO public.search_words VALUES ('dlayr', 'layar');
INSERT INTO public.search_words VALUES ('dlgin', 'login');
INSERT INTO public.search_words VALUES ('dlogi', 'login');
INSERT INTO public.search_words VALUES ('dlogin', 'login');
INSERT INTO public.search_words VALUES ('dlogn', 'login');
INSERT INTO public.search_words VALUES ('dloin', 'login');
INSERT INTO public.search_words VALUES ('dlyar', 'layar');
INSERT INTO public.search_words VALUES ('dogin', 'login');
INSERT INTO public.search_words VALUES ('dsrat', 'surat');
INSERT INTO public.search_words VALUES ('dsuat', 'surat');
INSERT INTO public.search_words VALUES ('dsura', 'surat');
INSERT INTO public.search_words VALUES ('dsurat', 'surat');
INSERT INTO public.search_words VALUES ('dsurt', 'surat');
INSERT INTO public.search_words VALUES ('dtagkapan', 'tangkapan');
INSERT INTO public.search_words VALUES ('dtangapan', 'tangkapan');
INSERT INTO public.search_words VALUES ('dtangkaan', 'tangkapan');
INSERT INTO public.search_words VALUES ('dtangkapa', 'tangkapan');
INSERT INTO public.search_words VALUES ('dtangkapan', 'tangkapan');
INSERT INTO public.search_words VALUES ('dtangkapn', 'tangkapan');
INSERT INTO public.search_words VALUES ('dtangkpan', 'tangkapan');
INSERT INTO public.search_words VALUES ('dtankapan', 'tangkapan');
INSERT INTO public.search_words VALUES ('dtngkapan', 'tangkapan');
INSERT INTO public.search_words VALUES ('durat', 'surat');
INSERT INTO public.search_words VALUES ('slayar', 'layar');
INSERT INTO public.search_words VALUES ('slogin', 'login');
INSERT INTO public.search_words VALUES ('spdf', 'pdf');
INSERT INTO public.search_words VALUES ('spng', 'png');
INSERT INTO public.search_words VALUES ('ssurat', 'surat');
INSERT INTO public.search_words VALUES ('stangkap', 'tangkapan');
INSERT INTO public.search_words VALUES ('stangkapan', 'tangkapan');
INSERT INTO public.search_words VALUES ('=kata', 'kata');
INSERT INTO public.search_words VALUES ('=lupa', 'lupa');
INSERT INTO public.search_words VALUES ('=sandi', 'sandi');
INSERT INTO public.search_words VALUES ('dandi', 'sandi');
INSERT INTO public.search_words VALUES ('data', 'kata');
INSERT INTO public.search_words VALUES ('dkaa', 'kata');
INSERT INTO public.search_words VALUES ('dkat', 'kata');
INSERT INTO public.search_words VALUES ('dkata', 'kata');
INSERT INTO public.search_words VALUES ('dkta', 'kata');
INSERT INTO public.search_words VALUES ('dlpa', 'lupa');
INSERT INTO public.search_words VALUES ('dlua', 'lupa');
INSERT INTO public.search_words VALUES ('dlup', 'lupa');
INSERT INTO public.search_words VALUES ('dlupa', 'lupa');
INSERT INTO public.search_words VALUES ('dsadi', 'sandi');
INSERT INTO public.search_words VALUES ('dsand', 'sandi');
INSERT INTO public.search_words VALUES ('dsandi', 'sandi');
INSERT INTO public.search_words VALUES ('dsani', 'sandi');
INSERT INTO public.search_words VALUES ('dsndi', 'sandi');
INSERT INTO public.search_words VALUES ('dupa', 'lupa');
INSERT INTO public.search_words VALUES ('skata', 'kata');
INSERT INTO public.search_words VALUES ('slupa', 'lupa');
INSERT INTO public.search_words VALUES ('ssand', 'sandi');
INSERT INTO public.search_words VALUES ('ssandi', 'sandi');
INSERT INTO public.search_words VALUES ('=bukan', 'bukan');
INSERT INTO public.search_words VALUES ('=terkunci', 'terkunci');
INSERT INTO public.search_words VALUES ('dbkan', 'bukan');
INSERT INTO public.search_words VALUES ('dbuan', 'bukan');
INSERT INTO public.search_words VALUES ('dbuka', 'bukan');
INSERT INTO public.search_words VALUES ('dbukan', 'bukan');
INSERT INTO public.search_words VALUES ('dbukn', 'bukan');
INSERT INTO public.search_words VALUES ('derkunci', 'terkunci');
INSERT INTO public.search_words VALUES ('dtekunci', 'terkunci');
INSERT INTO public.search_words VALUES ('dterknci', 'terkunci');
INSERT INTO public.search_words VALUES ('dterkuci', 'terkunci');
INSERT INTO public.search_words VALUES ('dterkunc', 'terkunci');
INSERT INTO public.search_words VALUES ('dterkunci', 'terkunci');
INSERT INTO public.search_words VALUES ('dterkuni', 'terkunci');
INSERT INTO public.search_words VALUES ('dterunci', 'terkunci');
INSERT INTO public.search_words VALUES ('dtrkunci', 'terkunci');
INSERT INTO public.search_words VALUES ('dukan', 'bukan');
INSERT INTO public.search_words VALUES ('sbukan', 'bukan');
INSERT INTO public.search_words VALUES ('skunc', 'terkunci');
INSERT INTO public.search_words VALUES ('skunci', 'terkunci');
INSERT INTO public.search_words VALUES ('sterkunc', 'terkunci');
INSERT INTO public.search_words VALUES ('sterkunci', 'terkunci');
INSERT INTO public.search_words VALUES ('=besar', 'besar');
INSERT INTO public.search_words VALUES ('=zip', 'zip');
INSERT INTO public.search_words VALUES ('dbear', 'besar');
INSERT INTO public.search_words VALUES ('dbesa', 'besar');
INSERT INTO public.search_words VALUES ('dbesar', 'besar');
INSERT INTO public.search_words VALUES ('dbesr', 'besar');
INSERT INTO public.search_words VALUES ('dbsar', 'besar');
INSERT INTO public.search_words VALUES ('desar', 'besar');
INSERT INTO public.search_words VALUES ('sbesar', 'besar');
INSERT INTO public.search_words VALUES ('szip', 'zip');
INSERT INTO public.search_words VALUES ('=berita', 'berita');
INSERT INTO public.search_words VALUES ('dbeita', 'berita');
INSERT INTO public.search_words VALUES ('dberia', 'berita');
INSERT INTO public.search_words VALUES ('dberit', 'berita');
INSERT INTO public.search_words VALUES ('dberita', 'berita');
INSERT INTO public.search_words VALUES ('dberta', 'berita');
INSERT INTO public.search_words VALUES ('dbrita', 'berita');
INSERT INTO public.search_words VALUES ('derita', 'berita');
INSERT INTO public.search_words VALUES ('sberita', 'berita');
INSERT INTO public.search_words VALUES ('=hilang', 'hilang');
INSERT INTO public.search_words VALUES ('=txt', 'txt');
INSERT INTO public.search_words VALUES ('dhiang', 'hilang');
INSERT INTO public.search_words VALUES ('dhilag', 'hilang');
INSERT INTO public.search_words VALUES ('dhilan', 'hilang');
INSERT INTO public.search_words VALUES ('dhilang', 'hilang');
INSERT INTO public.search_words VALUES ('dhilng', 'hilang');
INSERT INTO public.search_words VALUES ('dhlang', 'hilang');
INSERT INTO public.search_words VALUES ('dilang', 'hilang');
INSERT INTO public.search_words VALUES ('shilang', 'hilang');
INSERT INTO public.search_words VALUES ('stxt', 'txt');
INSERT INTO public.search_words VALUES ('=lambat', 'lambat');
INSERT INTO public.search_words VALUES ('=spse', 'spse');
INSERT INTO public.search_words VALUES ('dambat', 'lambat');
INSERT INTO public.search_words VALUES ('dlabat', 'lambat');
INSERT INTO public.search_words VALUES ('dlamat', 'lambat');
INSERT INTO public.search_words VALUES ('dlamba', 'lambat');
INSERT INTO public.search_words VALUES ('dlambat', 'lambat');
INSERT INTO public.search_words VALUES ('dlambt', 'lambat');
INSERT INTO public.search_words VALUES ('dlmbat', 'lambat');
INSERT INTO public.search_words VALUES ('dpse', 'spse');
INSERT INTO public.search_words VALUES ('dspe', 'spse');
INSERT INTO public.search_words VALUES ('dsps', 'spse');
INSERT INTO public.search_words VALUES ('dspse', 'spse');
INSERT INTO public.search_words VALUES ('dsse', 'spse');
INSERT INTO public.search_words VALUES ('slambat', 'lambat');
INSERT INTO public.search_words VALUES ('sspse', 'spse');
INSERT INTO public.search_words VALUES ('=xlsx', 'xlsx');
INSERT INTO public.search_words VALUES ('dlsx', 'xlsx');
INSERT INTO public.search_words VALUES ('dxls', 'xlsx');
INSERT INTO public.search_words VALUES ('dxlsx', 'xlsx');
INSERT INTO public.search_words VALUES ('dxlx', 'xlsx');
INSERT INTO public.search_words VALUES ('dxsx', 'xlsx');
INSERT INTO public.search_words VALUES ('sxlsx', 'xlsx');
INSERT INTO public.search_words VALUES ('=kirim', 'kirim');
INSERT INTO public.search_words VALUES ('=salah', 'salah');
INSERT INTO public.search_words VALUES ('dalah', 'salah');
INSERT INTO public.search_words VALUES ('dirim', 'kirim');
INSERT INTO public.search_words VALUES ('dkiim', 'kirim');
INSERT INTO public.search_words VALUES ('dkiri', 'kirim');
INSERT INTO public.search_words VALUES ('dkirim', 'kirim');
INSERT INTO public.search_words VALUES ('dkirm', 'kirim');
INSERT INTO public.search_words VALUES ('dkrim', 'kirim');
INSERT INTO public.search_words VALUES ('dsaah', 'salah');
INSERT INTO public.search_words VALUES ('dsala', 'salah');
INSERT INTO public.search_words VALUES ('dsalah', 'salah');
INSERT INTO public.search_words VALUES ('dsalh', 'salah');
INSERT INTO public.search_words VALUES ('dslah', 'salah');
INSERT INTO public.search_words VALUES ('skirim', 'kirim');
INSERT INTO public.search_words VALUES ('ssalah', 'salah');
INSERT INTO public.search_words VALUES ('=gagal', 'gagal');
INSERT INTO public.search_words VALUES ('=pendaftaran', 'pendaftaran');
INSERT INTO public.search_words VALUES ('dagal', 'gagal');
INSERT INTO public.search_words VALUES ('dendaftaran', 'pendaftaran');
INSERT INTO public.search_words VALUES ('dgaal', 'gagal');
INSERT INTO public.search_words VALUES ('dgaga', 'gagal');
INSERT INTO public.search_words VALUES ('dgagal', 'gagal');
INSERT INTO public.search_words VALUES ('dgagl', 'gagal');
INSERT INTO public.search_words VALUES ('dggal', 'gagal');
INSERT INTO public.search_words VALUES ('dpedaftaran', 'pendaftaran');
INSERT INTO public.search_words VALUES ('dpenaftaran', 'pendaftaran');
INSERT INTO public.search_words VALUES ('dpendafaran', 'pendaftaran');
INSERT INTO public.search_words VALUES ('dpendaftaan', 'pendaftaran');
INSERT INTO public.search_words VALUES ('dpendaftara', 'pendaftaran');
INSERT INTO public.search_words VALUES ('dpendaftaran', 'pendaftaran');
INSERT INTO public.search_words VALUES ('dpendaftarn', 'pendaftaran');
INSERT INTO public.search_words VALUES ('dpendaftran', 'pendaftaran');
INSERT INTO public.search_words VALUES ('dpendataran', 'pendaftaran');
INSERT INTO public.search_words VALUES ('dpendftaran', 'pendaftaran');
INSERT INTO public.search_words VALUES ('dpndaftaran', 'pendaftaran');
INSERT INTO public.search_words VALUES ('sdaftar', 'pendaftaran');
INSERT INTO public.search_words VALUES ('sdaftaran', 'pendaftaran');
INSERT INTO public.search_words VALUES ('sgagal', 'gagal');
INSERT INTO public.search_words VALUES ('sndaftar', 'pendaftaran');
INSERT INTO public.search_words VALUES ('sndaftaran', 'pendaftaran');
INSERT INTO public.search_words VALUES ('spendaftar', 'pendaftaran');
INSERT INTO public.search_words VALUES ('spendaftaran', 'pendaftaran');
INSERT INTO public.search_words VALUES ('stdaftar', 'pendaftaran');
INSERT INTO public.search_words VALUES ('stdaftaran', 'pendaftaran');
INSERT INTO public.search_words VALUES ('=data', 'data');
INSERT INTO public.search_words VALUES ('=tarik', 'tarik');
INSERT INTO public.search_words VALUES ('darik', 'tarik');
INSERT INTO public.search_words VALUES ('data', 'data');
INSERT INTO public.search_words VALUES ('ddaa', 'data');
INSERT INTO public.search_words VALUES ('ddat', 'data');
INSERT INTO public.search_words VALUES ('ddata', 'data');
INSERT INTO public.search_words VALUES ('ddta', 'data');
INSERT INTO public.search_words VALUES ('dtaik', 'tarik');
INSERT INTO public.search_words VALUES ('dtari', 'tarik');
INSERT INTO public.search_words VALUES ('dtarik', 'tarik');
INSERT INTO public.search_words VALUES ('dtark', 'tarik');
INSERT INTO public.search_words VALUES ('dtrik', 'tarik');
INSERT INTO public.search_words VALUES ('sdata', 'data');
INSERT INTO public.search_words VALUES ('starik', 'tarik');
INSERT INTO public.search_words VALUES ('=hps', 'hps');
INSERT INTO public.search_words VALUES ('=tersimpan', 'tersimpan');
INSERT INTO public.search_words VALUES ('dersimpan', 'tersimpan');
INSERT INTO public.search_words VALUES ('dterimpan', 'tersimpan');
INSERT INTO public.search_words VALUES ('dtersiman', 'tersimpan');
INSERT INTO public.search_words VALUES ('dtersimpa', 'tersimpan');
INSERT INTO public.search_words VALUES ('dtersimpan', 'tersimpan');
INSERT INTO public.search_words VALUES ('dtersimpn', 'tersimpan');
INSERT INTO public.search_words VALUES ('dtersipan', 'tersimpan');
INSERT INTO public.search_words VALUES ('dtersmpan', 'tersimpan');
INSERT INTO public.search_words VALUES ('dtesimpan', 'tersimpan');
INSERT INTO public.search_words VALUES ('dtrsimpan', 'tersimpan');
INSERT INTO public.search_words VALUES ('shps', 'hps');
INSERT INTO public.search_words VALUES ('ssimp', 'tersimpan');
INSERT INTO public.search_words VALUES ('ssimpan', 'tersimpan');
INSERT INTO public.search_words VALUES ('stersimp', 'tersimpan');
INSERT INTO public.search_words VALUES ('stersimpan', 'tersimpan');
INSERT INTO public.search_words VALUES ('=muncul', 'muncul');
INSERT INTO public.search_words VALUES ('=rup', 'rup');
INSERT INTO public.search_words VALUES ('dmncul', 'muncul');
INSERT INTO public.search_words VALUES ('dmucul', 'muncul');
INSERT INTO public.search_words VALUES ('dmuncl', 'muncul');
INSERT INTO public.search_words VALUES ('dmuncu', 'muncul');
INSERT INTO public.search_words VALUES ('dmuncul', 'muncul');
INSERT INTO public.search_words VALUES ('dmunul', 'muncul');
INSERT INTO public.search_words VALUES ('duncul', 'muncul');
INSERT INTO public.search_words VALUES ('smuncul', 'muncul');
INSERT INTO public.search_words VALUES ('srup', 'rup');
INSERT INTO public.search_words VALUES ('=penawaran', 'penawaran');
INSERT INTO public.search_words VALUES ('=unggah', 'unggah');
INSERT INTO public.search_words VALUES ('denawaran', 'penawaran');
INSERT INTO public.search_words VALUES ('dnggah', 'unggah');
INSERT INTO public.search_words VALUES ('dpeawaran', 'penawaran');
INSERT INTO public.search_words VALUES ('dpenaaran', 'penawaran');
INSERT INTO public.search_words VALUES ('dpenawaan', 'penawaran');
INSERT INTO public.search_words VALUES ('dpenawara', 'penawaran');
INSERT INTO public.search_words VALUES ('dpenawaran', 'penawaran');
INSERT INTO public.search_words VALUES ('dpenawarn', 'penawaran');
INSERT INTO public.search_words VALUES ('dpenawran', 'penawaran');
INSERT INTO public.search_words VALUES ('dpenwaran', 'penawaran');
INSERT INTO public.search_words VALUES ('dpnawaran', 'penawaran');
INSERT INTO public.search_words VALUES ('duggah', 'unggah');
INSERT INTO public.search_words VALUES ('dungah', 'unggah');
INSERT INTO public.search_words VALUES ('dungga', 'unggah');
INSERT INTO public.search_words VALUES ('dunggah', 'unggah');
INSERT INTO public.search_words VALUES ('dunggh', 'unggah');
INSERT INTO public.search_words VALUES ('sawar', 'penawaran');
INSERT INTO public.search_words VALUES ('sawaran', 'penawaran');
INSERT INTO public.search_words VALUES ('snawar', 'penawaran');
INSERT INTO public.search_words VALUES ('snawaran', 'penawaran');
INSERT INTO public.search_words VALUES ('spenawar', 'penawaran');
INSERT INTO public.search_words VALUES ('spenawaran', 'penawaran');
INSERT INTO public.search_words VALUES ('stawar', 'penawaran');
INSERT INTO public.search_words VALUES ('stawaran', 'penawaran');
INSERT INTO public.search_words VALUES ('sunggah', 'unggah');
INSERT INTO public.sends VALUES (1, '2026-11-20 02:00:00+00', 'SendCard', 'sent', 7000000004, NULL, 5, '', NULL, NULL);
INSERT INTO public.sends VALUES (2, '2026-11-21 02:00:00+00', 'ticket', 'refused', NULL, 'rina@contoh.go.id', 5, '550', NULL, NULL);
INSERT INTO public.service_faults VALUES ('letters', '', '3 wait', '2026-11-21 02:00:00+00', '2026-11-21 03:00:00+00', true);
INSERT INTO public.service_faults VALUES ('emergency', 'TPS2601050001', 'nobody takes it', '2026-11-21 02:00:00+00', NULL, false);
INSERT INTO public.sign_in_codes VALUES (7000000014, '2649dd1c7d2e98f0e29a96648364784415ef7bf17833cb855f5b08c8bff942ea', 14, '28fc81a2f23701a1b8d6101fb95769e4b782ac90f179a25a7abafa542dbd0a0a', '2026-11-21 03:07:00+00', 0, '');
INSERT INTO public.sign_in_codes VALUES (7000000900, '17576948bc28a045f191d3189273f3c779566e0c5216571583c448c8a475592b', NULL, '627b69000b7a24556fe402205ed252aa2396b097ed85a57c833061ed56448d4c', '2026-11-21 03:07:00+00', 1, '');
INSERT INTO public.sign_in_limits VALUES ('codes:7000000002', 1, '2026-10-21 02:00:00+00');
INSERT INTO public.sign_in_limits VALUES ('address:b9cd6ba2b8d2fe01a42aa7fe867f3615d96b14e7de14c771242e5e8dba1aa780', 1, '2026-10-21 02:00:00+00');
INSERT INTO public.sign_in_limits VALUES ('wrong:7000000002', 1, '2026-10-21 02:00:36+00');
INSERT INTO public.sign_in_limits VALUES ('codes:7000000013', 1, '2026-11-19 02:00:00+00');
INSERT INTO public.sign_in_limits VALUES ('change:76a52e9699de110c7591c397e98d395a4a8bdae27087ee40f899d6375793fc89', 1, '2026-11-19 02:00:00+00');
INSERT INTO public.sign_in_limits VALUES ('codes:7000000014', 1, '2026-11-21 02:57:00+00');
INSERT INTO public.sign_in_limits VALUES ('address:2649dd1c7d2e98f0e29a96648364784415ef7bf17833cb855f5b08c8bff942ea', 1, '2026-11-21 02:57:00+00');
INSERT INTO public.sign_in_limits VALUES ('codes:7000000900', 1, '2026-11-21 02:57:00+00');
INSERT INTO public.sign_in_limits VALUES ('address:17576948bc28a045f191d3189273f3c779566e0c5216571583c448c8a475592b', 1, '2026-11-21 02:57:00+00');
INSERT INTO public.sign_in_limits VALUES ('wrong:7000000900', 1, '2026-11-21 03:00:00+00');
INSERT INTO public.sign_in_trail VALUES (1, 7000000001, '0e006c37e79db4d8185cd5585b06bb0e42b5e4afaa499333854f33c2da87916d', 'invited', '2026-10-20 04:00:00+00', 1);
INSERT INTO public.sign_in_trail VALUES (2, 7000000003, 'd73a66ed54cc0f01ee76f7ccdc914443e14a9c5f720014d343d66cded427b543', 'invited', '2026-10-20 04:00:00+00', 3);
INSERT INTO public.sign_in_trail VALUES (3, 7000000004, '16b02a1a81e4ba22e20985a22ef6e43b0203d6c84e1f9a0f88e3dfa7c4b849a4', 'invited', '2026-10-20 04:00:00+00', 4);
INSERT INTO public.sign_in_trail VALUES (4, 7000000005, '3bee89c890369c11d149be910e1ccb452379c4e938b12f742cad7863655b52e2', 'invited', '2026-10-20 04:00:00+00', 5);
INSERT INTO public.sign_in_trail VALUES (5, 7000000006, '833f8d1113ca245bb5b7d1269032fadaccd2b35745feeb6330a8111aa6fbb2df', 'invited', '2026-10-20 04:00:00+00', 6);
INSERT INTO public.sign_in_trail VALUES (6, 7000000007, 'f9e890482829527372b74ac8361d9ef452ed1fd0c0a5af3425ebca33d6a8868c', 'invited', '2026-10-20 04:00:00+00', 7);
INSERT INTO public.sign_in_trail VALUES (7, 7000000008, '711351c77ce9664d66000a1eab4f527fc11830805cb9a3861f08960576ea5c29', 'invited', '2026-10-20 04:00:00+00', 8);
INSERT INTO public.sign_in_trail VALUES (8, 7000000009, 'e817b2da8590c58a5857361cc22ab812cab26d2b2aa417c761eab701dfdde4bc', 'invited', '2026-10-20 04:00:00+00', 9);
INSERT INTO public.sign_in_trail VALUES (9, 7000000010, '7ae287c6982e39821e2d37cf70978f28a8438680f36b8b1eee026489a405d51a', 'invited', '2026-10-20 04:00:00+00', 10);
INSERT INTO public.sign_in_trail VALUES (10, 7000000011, 'fe489d39cd43f8efec03d98dee8005e19c85baba0a8530db2a47225942554620', 'invited', '2026-10-20 04:00:00+00', 11);
INSERT INTO public.sign_in_trail VALUES (11, 7000000012, '22d8cdfd9d6c3a6bf8ef41f9370288d2ae631c52b99e4200aa4dc5ff319dbe7b', 'invited', '2026-10-20 04:00:00+00', 12);
INSERT INTO public.sign_in_trail VALUES (12, 7000000013, '24d83a9c3a73ed1937b05d91c8c75a775067a0cd9aa8a953b0449d01a7cd7ad7', 'invited', '2026-10-20 04:00:00+00', 13);
INSERT INTO public.sign_in_trail VALUES (13, 7000000002, 'b9cd6ba2b8d2fe01a42aa7fe867f3615d96b14e7de14c771242e5e8dba1aa780', 'sent', '2026-10-21 02:00:00+00', 2);
INSERT INTO public.sign_in_trail VALUES (14, 7000000002, 'b9cd6ba2b8d2fe01a42aa7fe867f3615d96b14e7de14c771242e5e8dba1aa780', 'wrong', '2026-10-21 02:00:36+00', 2);
INSERT INTO public.sign_in_trail VALUES (15, 7000000002, 'b9cd6ba2b8d2fe01a42aa7fe867f3615d96b14e7de14c771242e5e8dba1aa780', 'signed_in', '2026-10-21 02:01:12+00', 2);
INSERT INTO public.sign_in_trail VALUES (16, 7000000013, '76a52e9699de110c7591c397e98d395a4a8bdae27087ee40f899d6375793fc89', 'sent', '2026-11-19 02:00:00+00', 13);
INSERT INTO public.sign_in_trail VALUES (17, 7000000013, '76a52e9699de110c7591c397e98d395a4a8bdae27087ee40f899d6375793fc89', 'changed', '2026-11-19 02:06:00+00', 13);
INSERT INTO public.sign_in_trail VALUES (18, 7000000014, '2649dd1c7d2e98f0e29a96648364784415ef7bf17833cb855f5b08c8bff942ea', 'sent', '2026-11-21 02:57:00+00', 14);
INSERT INTO public.sign_in_trail VALUES (19, 7000000900, '17576948bc28a045f191d3189273f3c779566e0c5216571583c448c8a475592b', 'sent', '2026-11-21 02:57:00+00', NULL);
INSERT INTO public.sign_in_trail VALUES (20, 7000000900, '17576948bc28a045f191d3189273f3c779566e0c5216571583c448c8a475592b', 'wrong', '2026-11-21 03:00:00+00', NULL);
INSERT INTO public.slots VALUES (7000000004, 'alert:5:1:10', 701, '2026-12-01 17:08:21.451397+00');
INSERT INTO public.slots VALUES (-1001234567890, 'alert:5:1:10', 702, '2026-12-01 17:08:21.451397+00');
INSERT INTO public.slots VALUES (7000000002, 'screen', 501, '2026-12-01 17:08:21.451397+00');
INSERT INTO public.slots VALUES (7000000900, 'screen', 601, '2026-12-01 17:08:21.451397+00');
INSERT INTO public.staff_groups VALUES (-1001234567890, '1:10', 'Helpdesk Surabaya 🛟', NULL, NULL, NULL);
INSERT INTO public.staff_groups VALUES (-42, '5:spse', 'Tim Teknis', NULL, NULL, NULL);
INSERT INTO public.ticket_messages VALUES (7000000004, 701, 5, '2026-11-21 03:00:00+00');
INSERT INTO public.ticket_volumes VALUES (5, 4, 'silent', '2026-11-20 02:00:00+00');
INSERT INTO public.tickets VALUES (1, 'TPS2610220001', 'Jadwal tidak tampil', 10, 'spse', '', 'spse-login', '', 'medium', 3, '{"checked":"none","code":"","facts":null}', '', 'Sejak pagi tidak bisa masuk.
Pesannya: "Sesi habis" — it''s <b>aneh</b> & 100% \ 🙏 :nama', 'budi@kantor.example', 2, 'ppk', '2026-10-22 02:00:00+00', '1:10', 'closed', NULL, 4, NULL, NULL, '[]', 2, '2026-10-24 02:00:00+00', NULL, false, '{"stars":5,"chips":["speed","kindness"],"message":"Terima kasih 🙏"}', 4, '', 'category', NULL, 'general', NULL);
INSERT INTO public.tickets VALUES (2, 'TPP2610230001', 'Sesi habis terus', 10, 'portal', '', 'portal-login', '', 'medium', 3, '{"checked":"none","code":"","facts":null}', '', 'Sejak pagi tidak bisa masuk.
Pesannya: "Sesi habis" — it''s <b>aneh</b> & 100% \ 🙏 :nama', 'tono@kantor.example', 5, 'ppk', '2026-10-23 02:00:00+00', '1:10', 'closed', NULL, 4, NULL, NULL, '[]', 0, '2026-11-03 04:00:00+00', NULL, false, NULL, 4, '', 'category', NULL, 'general', NULL);
INSERT INTO public.tickets VALUES (3, 'TPS2611130001', 'Verifikasi akun', 20, 'spse', '', 'spse-login', '', 'medium', 3, '{"checked":"none","code":"","facts":null}', '', 'Sejak pagi tidak bisa masuk.
Pesannya: "Sesi habis" — it''s <b>aneh</b> & 100% \ 🙏 :nama', 'citra@kantor.example', 3, 'pokja', '2026-11-13 02:00:00+00', '1:20', 'waiting', NULL, NULL, NULL, NULL, '[]', 0, NULL, NULL, false, NULL, 2, '', 'category', NULL, 'general', NULL);
INSERT INTO public.tickets VALUES (4, 'TPS2611140002', 'Verifikasi akun', 20, 'spse', '', 'spse-login', '', 'medium', 3, '{"checked":"none","code":"","facts":null}', '', 'Sejak pagi tidak bisa masuk.
Pesannya: "Sesi habis" — it''s <b>aneh</b> & 100% \ 🙏 :nama', 'citra@kantor.example', 3, 'pokja', '2026-11-14 02:00:00+00', '1:20', 'working', 12, NULL, NULL, NULL, '[]', 0, NULL, NULL, false, NULL, 1, '', 'category', NULL, 'general', NULL);
INSERT INTO public.tickets VALUES (8, 'TPS2611170006', 'Berita tidak tampil', 10, 'spse', '', 'spse-konten', '', 'minor', 4, '{"checked":"none","code":"","facts":null}', '', 'Sejak pagi tidak bisa masuk.
Pesannya: "Sesi habis" — it''s <b>aneh</b> & 100% \ 🙏 :nama', 'budi@kantor.example', 2, 'ppk', '2026-11-17 02:00:00+00', '1:10', 'confirmation', 4, 4, NULL, NULL, '[]', 1, NULL, '2026-11-20 04:00:00+00', false, NULL, 2, '', 'category', NULL, 'general', NULL);
INSERT INTO public.tickets VALUES (9, 'TPS2611170007', 'SPSE lambat', 10, 'spse', '', 'spse-infrastruktur', 'Aplikasi tidak bisa diakses', 'emergency', 1, '{"checked":"none","code":"","facts":null}', '', 'Sejak pagi tidak bisa masuk.
Pesannya: "Sesi habis" — it''s <b>aneh</b> & 100% \ 🙏 :nama', 'budi@kantor.example', 2, 'ppk', '2026-11-17 05:00:00+00', '1:10', 'working', 4, 4, NULL, NULL, '[]', 1, NULL, NULL, false, NULL, 4, '', 'outage', NULL, 'general', NULL);
INSERT INTO public.tickets VALUES (10, 'TPS2611170008', 'Salah kirim', 20, 'spse', '', 'spse-login', '', 'medium', 3, '{"checked":"none","code":"","facts":null}', '', 'Sejak pagi tidak bisa masuk.
Pesannya: "Sesi habis" — it''s <b>aneh</b> & 100% \ 🙏 :nama', 'citra@kantor.example', 3, 'pokja', '2026-11-17 10:00:00+00', '1:20', 'closed', NULL, NULL, NULL, NULL, '[]', 0, '2026-11-17 11:00:00+00', NULL, false, NULL, 1, '', 'category', NULL, 'general', NULL);
INSERT INTO public.tickets VALUES (11, 'TPK2611170001', 'Pendaftaran gagal', 30, 'sikap', '', 'sikap-identitas', '', 'medium', 3, '{"checked":"none","code":"","facts":null}', '', 'Sejak pagi tidak bisa masuk.
Pesannya: "Sesi habis" — it''s <b>aneh</b> & 100% \ 🙏 :nama', 'fajar@kantor.example', 11, 'pelaku_usaha', '2026-11-17 12:00:00+00', '1:30', 'waiting', NULL, NULL, NULL, NULL, '[]', 0, NULL, NULL, false, NULL, 0, '', 'category', NULL, 'general', NULL);
INSERT INTO public.tickets VALUES (6, 'TPS2611160004', 'Lupa kata sandi', 10, 'spse', '4.5', 'spse-login', 'Tidak bisa login', 'medium', 3, '{"checked":"none","code":"","facts":null}', '', 'Sejak pagi tidak bisa masuk.
Pesannya: "Sesi habis" — it''s <b>aneh</b> & 100% \ 🙏 :nama', 'budi@kantor.example', 2, 'ppk', '2026-11-16 03:00:00+00', '1:10', 'working', 4, NULL, NULL, NULL, '[]', 0, NULL, NULL, false, NULL, 2, '', 'category', NULL, 'general', NULL);
INSERT INTO public.tickets VALUES (5, 'TPS2611160003', 'Tidak bisa login', 10, 'spse', '', 'spse-login', '', 'medium', 3, '{"checked":"none","code":"","facts":null}', 'E-504', 'Sejak pagi tidak bisa masuk.
Pesannya: "Sesi habis" — it''s <b>aneh</b> & 100% \ 🙏 :nama', 'budi@kantor.example', 2, 'ppk', '2026-11-16 02:00:00+00', '1:10', 'waiting', NULL, NULL, NULL, NULL, '[]', 2, NULL, NULL, false, NULL, 2, '', 'category', NULL, 'general', NULL);
INSERT INTO public.tickets VALUES (12, 'TPS2611170009', 'Tarik data gagal', 10, 'spse', '4.4', 'spse-kualifikasi', '', 'major', 2, '{"checked":"none","code":"","facts":null}', '', 'Sejak pagi tidak bisa masuk.
Pesannya: "Sesi habis" — it''s <b>aneh</b> & 100% \ 🙏 :nama', 'budi@kantor.example', 2, 'ppk', '2026-11-17 13:00:00+00', '5:spse', 'feedback', 9, NULL, 8, '4', '[["1:10",4],["2:10",6],["3",7],["4",8]]', 0, NULL, '2026-11-23 00:30:00+00', false, NULL, 10, '', 'category', NULL, 'general', NULL);
INSERT INTO public.tickets VALUES (13, 'TPS2611180010', 'HPS tidak tersimpan', 10, 'spse', '', 'spse-dokumen', '', 'major', 2, '{"checked":"none","code":"","facts":null}', '', 'Sejak pagi tidak bisa masuk.
Pesannya: "Sesi habis" — it''s <b>aneh</b> & 100% \ 🙏 :nama', 'budi@kantor.example', 2, 'ppk', '2026-11-18 02:00:00+00', '2:10', 'waiting', NULL, NULL, NULL, NULL, '[["1:10",4]]', 0, NULL, NULL, false, NULL, 2, '', 'category', NULL, 'general', NULL);
INSERT INTO public.tickets VALUES (14, 'THE2611180001', 'RUP tidak muncul', 10, 'katalog', '6', 'katalog-paket', '', 'major', 2, '{"checked":"manual","code":"","facts":{"kind":"catalogue","code":"","name":null,"budget_year":2026,"hps":null,"category":null,"build":null,"status":"active","stages":[],"repository":null,"said_status":null,"revised_to":[],"version":null}}', '', 'Sejak pagi tidak bisa masuk.
Pesannya: "Sesi habis" — it''s <b>aneh</b> & 100% \ 🙏 :nama', 'sari@kantor.example', 4, 'helpdesk_lpse', '2026-11-18 03:00:00+00', '2:10', 'waiting', NULL, NULL, NULL, NULL, '[]', 0, NULL, NULL, false, NULL, 2, '', 'category', NULL, 'general', NULL);
INSERT INTO public.tickets VALUES (15, 'TPS2611210011', 'Tidak bisa unggah penawaran', 10, 'spse', '', 'spse-penawaran', '', 'emergency', 1, '{"checked":"validated","code":"21150010","facts":{"kind":"tender","code":"21150010","name":"Pembangunan Jalan Lingkar Timur","budget_year":2026,"hps":"9756000783.95","category":"Pekerjaan Konstruksi","build":"SPSE v4.5u20260904","status":"active","stages":[{"name":"Pengumuman","starts":"2026-11-09T02:00:00+00:00","ends":"2026-11-19T02:00:00+00:00"},{"name":"Upload Dokumen Penawaran","starts":"2026-11-19T02:00:00+00:00","ends":"2026-11-21T12:00:00+00:00"}],"repository":10,"said_status":null,"revised_to":[],"version":null}}', '', 'Sejak pagi tidak bisa masuk.
Pesannya: "Sesi habis" — it''s <b>aneh</b> & 100% \ 🙏 :nama', 'budi@kantor.example', 2, 'ppk', '2026-11-20 22:00:00+00', '1:10', 'working', 4, NULL, NULL, NULL, '[]', 1, NULL, NULL, false, NULL, 3, '', 'stage_ends_soon', '2026-11-21 12:00:00+00', 'general', NULL);
INSERT INTO public.tickets VALUES (7, 'TPS2611160005', 'Akun terkunci', 10, 'spse', '', 'spse-login', '', 'medium', 3, '{"checked":"none","code":"","facts":null}', '', 'Sejak pagi tidak bisa masuk.
Pesannya: "Sesi habis" — it''s <b>aneh</b> & 100% \ 🙏 :nama', 'hadi.susilo@kantor.example', 13, 'ppk', '2026-11-16 05:00:00+00', '1:10', 'feedback', 4, NULL, 13, NULL, '[]', 2, NULL, NULL, true, NULL, 4, '', 'category', NULL, 'general', NULL);
INSERT INTO public.watch_links VALUES ('950cbbb59672b7bbf58469ebde947d5e7073368d1eb405faa5e729c00afdf089', 6, 2, '2026-11-24 22:00:00+00', '2026-11-17 23:00:00+00');
INSERT INTO public.watch_links VALUES ('26b3980bcbf13f450b3e471234d43b44225007f8ce0c99202ebb8c26d2ed84ee', 5, 2, '2026-11-24 22:00:00+00', '2026-11-17 23:00:00+00');
INSERT INTO public.watch_links VALUES ('20e1ace792ec521b94a285b3bf6f3d8ffd56950850e7903888c2b21778aa4b76', 8, 2, '2026-11-24 22:00:00+00', NULL);
INSERT INTO public.watchers VALUES (3, 6, 2);
SELECT pg_catalog.setval('public.assignments_id_seq', 17, true);
SELECT pg_catalog.setval('public.audit_id_seq', 14, true);
SELECT pg_catalog.setval('public.history_id_seq', 58, true);
SELECT pg_catalog.setval('public.looks_id_seq', 2, true);
SELECT pg_catalog.setval('public.outbox_id_seq', 13, true);
SELECT pg_catalog.setval('public.people_id_seq', 14, true);
SELECT pg_catalog.setval('public.sends_id_seq', 2, true);
SELECT pg_catalog.setval('public.sign_in_trail_id_seq', 20, true);
SELECT pg_catalog.setval('public.tickets_id_seq', 15, true);
ALTER TABLE ONLY public.alarms
    ADD CONSTRAINT alarms_pk PRIMARY KEY (kind, chat_id);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT assignments_person_id_key UNIQUE (person_id, seat);
ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT assignments_pk PRIMARY KEY (id);
ALTER TABLE ONLY public.attachments
    ADD CONSTRAINT attachments_pk PRIMARY KEY (ticket_id, ordinal);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pk PRIMARY KEY (id);
ALTER TABLE ONLY public.chats
    ADD CONSTRAINT chats_person_id_key UNIQUE (person_id);
ALTER TABLE ONLY public.chats
    ADD CONSTRAINT chats_pk PRIMARY KEY (chat_id);
ALTER TABLE ONLY public.copies
    ADD CONSTRAINT copies_pk PRIMARY KEY (unique_ref);
ALTER TABLE ONLY public.counters
    ADD CONSTRAINT counters_pk PRIMARY KEY (prefix, month);
ALTER TABLE ONLY public.drafts
    ADD CONSTRAINT drafts_pk PRIMARY KEY (person_id, key);
ALTER TABLE ONLY public.editions
    ADD CONSTRAINT editions_pk PRIMARY KEY (name);
ALTER TABLE ONLY public.faq_helped
    ADD CONSTRAINT faq_helped_pk PRIMARY KEY (code, day);
ALTER TABLE ONLY public.former_addresses
    ADD CONSTRAINT former_addresses_pk PRIMARY KEY (address);
ALTER TABLE ONLY public.former_names
    ADD CONSTRAINT former_names_pk PRIMARY KEY (person_id, until);
ALTER TABLE ONLY public.history
    ADD CONSTRAINT history_pk PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT inbox_pk PRIMARY KEY (update_id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_pk PRIMARY KEY (digest);
ALTER TABLE ONLY public.leadership
    ADD CONSTRAINT leadership_number_key UNIQUE (number);
ALTER TABLE ONLY public.leadership
    ADD CONSTRAINT leadership_pk PRIMARY KEY (name);
ALTER TABLE ONLY public.looks
    ADD CONSTRAINT looks_once_a_day UNIQUE (person_id, kind, subject, day);
ALTER TABLE ONLY public.looks
    ADD CONSTRAINT looks_pk PRIMARY KEY (id);
ALTER TABLE ONLY public.lpses
    ADD CONSTRAINT lpses_pk PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pk PRIMARY KEY (id);
ALTER TABLE ONLY public.package_answers
    ADD CONSTRAINT package_answers_pk PRIMARY KEY (kind, code);
ALTER TABLE ONLY public.packages
    ADD CONSTRAINT packages_pk PRIMARY KEY (kind, code);
ALTER TABLE ONLY public.parties
    ADD CONSTRAINT parties_pk PRIMARY KEY (person_id, ticket_id);
ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_email_key UNIQUE (email);
ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_pk PRIMARY KEY (id);
ALTER TABLE ONLY public.releases_due
    ADD CONSTRAINT releases_due_pk PRIMARY KEY (person_id);
ALTER TABLE ONLY public.search_documents
    ADD CONSTRAINT search_documents_pk PRIMARY KEY (ticket_id);
ALTER TABLE ONLY public.search_words
    ADD CONSTRAINT search_words_pk PRIMARY KEY (key, word);
ALTER TABLE ONLY public.sends
    ADD CONSTRAINT sends_pk PRIMARY KEY (id);
ALTER TABLE ONLY public.service_faults
    ADD CONSTRAINT service_faults_pk PRIMARY KEY (fault, subject);
ALTER TABLE ONLY public.sign_in_codes
    ADD CONSTRAINT sign_in_codes_pk PRIMARY KEY (chat_id, address_digest);
ALTER TABLE ONLY public.sign_in_limits
    ADD CONSTRAINT sign_in_limits_pk PRIMARY KEY (name);
ALTER TABLE ONLY public.sign_in_trail
    ADD CONSTRAINT sign_in_trail_pk PRIMARY KEY (id);
ALTER TABLE ONLY public.slots
    ADD CONSTRAINT slots_pk PRIMARY KEY (chat_id, slot);
ALTER TABLE ONLY public.staff_groups
    ADD CONSTRAINT staff_groups_pk PRIMARY KEY (chat_id);
ALTER TABLE ONLY public.ticket_messages
    ADD CONSTRAINT ticket_messages_pk PRIMARY KEY (chat_id, message_id);
ALTER TABLE ONLY public.ticket_volumes
    ADD CONSTRAINT ticket_volumes_pk PRIMARY KEY (ticket_id, person_id);
ALTER TABLE ONLY public.tickets
    ADD CONSTRAINT tickets_number_key UNIQUE (number);
ALTER TABLE ONLY public.tickets
    ADD CONSTRAINT tickets_pk PRIMARY KEY (id);
ALTER TABLE ONLY public.watch_links
    ADD CONSTRAINT watch_links_pk PRIMARY KEY (digest);
ALTER TABLE ONLY public.watchers
    ADD CONSTRAINT watchers_pk PRIMARY KEY (person_id, ticket_id);
CREATE INDEX account_index ON public.people USING gin (public.account_words(name, email, office));
CREATE INDEX assignments_desk ON public.assignments USING btree (desk_key, person_id);
CREATE INDEX assignments_lpse ON public.assignments USING btree (lpse_id, role, person_id);
CREATE INDEX assignments_role ON public.assignments USING btree (role, person_id);
CREATE INDEX attachments_file ON public.attachments USING btree (unique_ref);
CREATE INDEX audit_old ON public.audit USING btree (at);
CREATE INDEX audit_record ON public.audit USING btree (record, id);
CREATE INDEX chats_searched ON public.chats USING btree (searched_at) WHERE (searched_at IS NOT NULL);
CREATE INDEX copies_going ON public.copies USING btree (in_use_at) WHERE (state = 'going'::text);
CREATE INDEX copies_kept ON public.copies USING btree (in_use_at) WHERE (state = 'kept'::text);
CREATE INDEX copies_too_large ON public.copies USING btree (size) WHERE (state = 'too_large'::text);
CREATE INDEX copies_wanted ON public.copies USING btree (not_before) WHERE (state = 'wanted'::text);
CREATE INDEX drafts_old ON public.drafts USING btree (updated_at);
CREATE INDEX former_addresses_person ON public.former_addresses USING btree (person_id);
CREATE INDEX history_milestones ON public.history USING btree (ticket_id, kind, at) WHERE (kind = ANY (ARRAY['taken'::text, 'solved'::text]));
CREATE INDEX history_taken ON public.history USING btree (person_id, at) WHERE (kind = 'taken'::text);
CREATE INDEX history_ticket ON public.history USING btree (ticket_id, id);
CREATE INDEX inbox_done ON public.inbox USING btree (lane, update_id) WHERE (done_at IS NOT NULL);
CREATE INDEX inbox_lane ON public.inbox USING btree (lane, update_id) WHERE (done_at IS NULL);
CREATE INDEX inbox_old ON public.inbox USING btree (done_at) WHERE ((done_at IS NOT NULL) AND (reason IS NULL));
CREATE INDEX inbox_put_aside ON public.inbox USING btree (done_at) WHERE ((done_at IS NOT NULL) AND (reason IS NOT NULL));
CREATE INDEX inbox_reasons ON public.inbox USING btree (update_id) WHERE (reason IS NOT NULL);
CREATE INDEX inbox_waiting ON public.inbox USING btree (update_id) WHERE (done_at IS NULL);
CREATE INDEX invitations_old ON public.invitations USING btree (expires_at);
CREATE INDEX invitations_person ON public.invitations USING btree (person_id, created_at);
CREATE INDEX looks_old ON public.looks USING btree (at);
CREATE INDEX looks_person ON public.looks USING btree (person_id, id);
CREATE INDEX looks_subject ON public.looks USING btree (subject, id);
CREATE INDEX lpses_repository ON public.lpses USING btree (repository);
CREATE INDEX outbox_chat ON public.outbox USING btree (chat_id, priority, id) WHERE (failed_at IS NULL);
CREATE INDEX outbox_failed ON public.outbox USING btree (ticket_id) WHERE (failed_at IS NOT NULL);
CREATE INDEX outbox_failed_old ON public.outbox USING btree (failed_at) WHERE (failed_at IS NOT NULL);
CREATE INDEX outbox_key ON public.outbox USING btree (key, chat_id) WHERE (key IS NOT NULL);
CREATE INDEX outbox_later ON public.outbox USING btree (not_before) WHERE ((failed_at IS NULL) AND (not_before > '1970-01-02 00:00:00+00'::timestamp with time zone));
CREATE INDEX outbox_mail_due ON public.outbox USING btree (priority, not_before, id) WHERE ((op = 'mail'::text) AND (failed_at IS NULL));
CREATE INDEX outbox_mail_old ON public.outbox USING btree (created_at) WHERE ((op = 'mail'::text) AND (failed_at IS NULL));
CREATE INDEX outbox_orders ON public.outbox USING btree (priority, id) WHERE ((op = 'make'::text) AND (failed_at IS NULL));
CREATE INDEX outbox_tells ON public.outbox USING btree (priority, id) WHERE ((op = 'tell'::text) AND (failed_at IS NULL));
CREATE INDEX outbox_tells_ticket ON public.outbox USING btree (ticket_id, id) WHERE ((op = 'tell'::text) AND (failed_at IS NULL));
CREATE INDEX outbox_ticket ON public.outbox USING btree (ticket_id, created_at) WHERE ((failed_at IS NULL) AND (ticket_id IS NOT NULL));
CREATE INDEX outbox_turn ON public.outbox USING btree (priority, chat_id, id) WHERE ((failed_at IS NULL) AND (chat_id IS NOT NULL) AND (op <> 'make'::text));
CREATE INDEX package_answers_old ON public.package_answers USING btree (asked_at);
CREATE INDEX parties_in_hand ON public.parties USING btree (person_id, in_hand, rank, ticket_id);
CREATE INDEX parties_ticket ON public.parties USING btree (ticket_id);
CREATE INDEX people_being_erased ON public.people USING btree (id) WHERE (erasure = 'begun'::text);
CREATE INDEX people_disabled ON public.people USING btree (id) WHERE (disabled = true);
CREATE INDEX people_names ON public.people USING gin (public.account_words(name, ''::text, ''::text));
CREATE INDEX people_never_in ON public.people USING btree (id) WHERE (signed_in_at IS NULL);
CREATE INDEX search_documents_document ON public.search_documents USING gin (document);
CREATE INDEX sends_address ON public.sends USING btree (address, id);
CREATE INDEX sends_chat ON public.sends USING btree (chat_id, id);
CREATE UNIQUE INDEX sends_letter ON public.sends USING btree (letter_id) WHERE (letter_id IS NOT NULL);
CREATE INDEX sends_old ON public.sends USING btree (at);
CREATE INDEX sends_ticket ON public.sends USING btree (ticket_id, id);
CREATE INDEX sign_in_codes_old ON public.sign_in_codes USING btree (expires_at);
CREATE INDEX sign_in_codes_person ON public.sign_in_codes USING btree (person_id);
CREATE INDEX sign_in_limits_old ON public.sign_in_limits USING btree (began_at);
CREATE INDEX sign_in_trail_address ON public.sign_in_trail USING btree (address_digest, what, at);
CREATE INDEX sign_in_trail_chat ON public.sign_in_trail USING btree (chat_id, what, at);
CREATE INDEX sign_in_trail_old ON public.sign_in_trail USING btree (at);
CREATE INDEX sign_in_trail_person ON public.sign_in_trail USING btree (person_id, id);
CREATE INDEX slots_old ON public.slots USING btree (kept_at) WHERE (slot <> 'screen'::text);
CREATE INDEX slots_slot ON public.slots USING btree (slot, chat_id);
CREATE INDEX staff_groups_desk ON public.staff_groups USING btree (desk_key);
CREATE INDEX ticket_messages_old ON public.ticket_messages USING btree (shown_at);
CREATE INDEX ticket_volumes_old ON public.ticket_volumes USING btree (set_at);
CREATE INDEX tickets_alerted ON public.tickets USING btree (alerted_desk_key, status, rank, id, desk_key) WHERE (alerted_desk_key IS NOT NULL);
CREATE INDEX tickets_asked ON public.tickets USING btree (asked_id, id);
CREATE INDEX tickets_due ON public.tickets USING btree (due_at);
CREATE INDEX tickets_filed ON public.tickets USING btree (created_at);
CREATE INDEX tickets_held ON public.tickets USING btree (holder_id, id) WHERE (status = ANY (ARRAY['working'::text, 'feedback'::text]));
CREATE INDEX tickets_lpse ON public.tickets USING btree (lpse_id, id);
CREATE INDEX tickets_lpse_filed ON public.tickets USING btree (lpse_id, created_at);
CREATE INDEX tickets_lpse_status ON public.tickets USING btree (lpse_id, status, id);
CREATE INDEX tickets_open_about ON public.tickets USING btree (application, category) WHERE (status <> 'closed'::text);
CREATE INDEX tickets_priority_until ON public.tickets USING btree (priority_until, id);
CREATE INDEX tickets_queue ON public.tickets USING btree (desk_key, status, rank, id);
CREATE INDEX tickets_reporter ON public.tickets USING btree (reporter_id, id);
CREATE INDEX tickets_reporter_status ON public.tickets USING btree (reporter_id, status, id);
CREATE INDEX tickets_status ON public.tickets USING btree (status, id);
CREATE INDEX tickets_untaken ON public.tickets USING btree (id) WHERE ((status = 'waiting'::text) AND (rank = 1));
CREATE INDEX tickets_working ON public.tickets USING btree (holder_id, rank, id) WHERE (status = 'working'::text);
CREATE INDEX watch_links_old ON public.watch_links USING btree (expires_at);
CREATE INDEX watch_links_ticket ON public.watch_links USING btree (ticket_id, expires_at);
CREATE INDEX watchers_invited ON public.watchers USING btree (invited_by, ticket_id, person_id);
CREATE TRIGGER audit_keeps BEFORE DELETE OR UPDATE ON public.audit FOR EACH ROW EXECUTE FUNCTION public.audit_keeps_row();
CREATE TRIGGER audit_stays BEFORE TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.audit_is_append_only();
CREATE TRIGGER history_keeps BEFORE DELETE OR UPDATE OR TRUNCATE ON public.history FOR EACH STATEMENT EXECUTE FUNCTION public.history_is_append_only();
CREATE TRIGGER people_renamed AFTER UPDATE OF name ON public.people FOR EACH ROW WHEN ((old.name <> new.name)) EXECUTE FUNCTION public.keep_former_name();
CREATE TRIGGER releases_account_disabled AFTER UPDATE OF disabled ON public.people FOR EACH ROW WHEN ((new.disabled AND (NOT old.disabled))) EXECUTE FUNCTION public.releases_of_account();
CREATE TRIGGER releases_role_gone AFTER DELETE ON public.assignments FOR EACH ROW WHEN ((old.desk_key IS NOT NULL)) EXECUTE FUNCTION public.releases_of_role();
CREATE TRIGGER releases_role_moved AFTER UPDATE ON public.assignments FOR EACH ROW WHEN (((old.desk_key IS NOT NULL) AND ((old.desk_key IS DISTINCT FROM new.desk_key) OR (old.person_id <> new.person_id)))) EXECUTE FUNCTION public.releases_of_role();
CREATE TRIGGER search_attachments_added AFTER INSERT ON public.attachments FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.search_put_of_party();
CREATE TRIGGER search_history_added AFTER INSERT ON public.history FOR EACH ROW WHEN ((new.text <> ''::text)) EXECUTE FUNCTION public.search_put_of_party();
CREATE TRIGGER search_party_came AFTER INSERT ON public.parties FOR EACH ROW EXECUTE FUNCTION public.search_put_of_party();
CREATE TRIGGER search_party_gone AFTER DELETE ON public.parties FOR EACH ROW EXECUTE FUNCTION public.search_put_without_party();
CREATE TRIGGER search_ticket_added AFTER INSERT ON public.tickets FOR EACH ROW EXECUTE FUNCTION public.search_put_ticket();
CREATE TRIGGER search_ticket_changed AFTER UPDATE ON public.tickets FOR EACH ROW WHEN (((old.number IS DISTINCT FROM new.number) OR (old.title IS DISTINCT FROM new.title) OR (old.description IS DISTINCT FROM new.description) OR (old.status IS DISTINCT FROM new.status) OR (old.rank IS DISTINCT FROM new.rank) OR (old.lpse_id IS DISTINCT FROM new.lpse_id) OR (old.application IS DISTINCT FROM new.application) OR (old.version IS DISTINCT FROM new.version))) EXECUTE FUNCTION public.search_put_ticket();
CREATE TRIGGER search_ticket_gone AFTER DELETE ON public.tickets FOR EACH ROW EXECUTE FUNCTION public.search_drop_ticket();
CREATE TRIGGER search_ticket_people AFTER UPDATE ON public.tickets FOR EACH ROW WHEN (((old.reporter_id IS DISTINCT FROM new.reporter_id) OR (old.holder_id IS DISTINCT FROM new.holder_id) OR (old.solver_id IS DISTINCT FROM new.solver_id) OR ((old.package)::text IS DISTINCT FROM (new.package)::text))) EXECUTE FUNCTION public.search_put_ticket();
CREATE TRIGGER search_tickets_gone AFTER TRUNCATE ON public.tickets FOR EACH STATEMENT EXECUTE FUNCTION public.search_drop_all();
ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT assignments_lpse_id_fk FOREIGN KEY (lpse_id) REFERENCES public.lpses(id);
ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT assignments_person_id_fk FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.attachments
    ADD CONSTRAINT attachments_history_id_fk FOREIGN KEY (history_id) REFERENCES public.history(id);
ALTER TABLE ONLY public.attachments
    ADD CONSTRAINT attachments_ticket_id_fk FOREIGN KEY (ticket_id) REFERENCES public.tickets(id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_person_id_fk FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.chats
    ADD CONSTRAINT chats_person_id_fk FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.drafts
    ADD CONSTRAINT drafts_person_id_fk FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.former_addresses
    ADD CONSTRAINT former_addresses_person_id_fk FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.former_names
    ADD CONSTRAINT former_names_person_id_fk FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.history
    ADD CONSTRAINT history_person_id_fk FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.history
    ADD CONSTRAINT history_ticket_id_fk FOREIGN KEY (ticket_id) REFERENCES public.tickets(id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_person_id_fk FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.looks
    ADD CONSTRAINT looks_person_id_fk FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_ticket_id_fk FOREIGN KEY (ticket_id) REFERENCES public.tickets(id);
ALTER TABLE ONLY public.parties
    ADD CONSTRAINT parties_person_id_fk FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.parties
    ADD CONSTRAINT parties_ticket_id_fk FOREIGN KEY (ticket_id) REFERENCES public.tickets(id);
ALTER TABLE ONLY public.releases_due
    ADD CONSTRAINT releases_due_person_id_fk FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.sign_in_codes
    ADD CONSTRAINT sign_in_codes_person_id_fk FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.ticket_messages
    ADD CONSTRAINT ticket_messages_ticket_id_fk FOREIGN KEY (ticket_id) REFERENCES public.tickets(id);
ALTER TABLE ONLY public.tickets
    ADD CONSTRAINT tickets_asked_id_fk FOREIGN KEY (asked_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.tickets
    ADD CONSTRAINT tickets_holder_id_fk FOREIGN KEY (holder_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.tickets
    ADD CONSTRAINT tickets_lpse_id_fk FOREIGN KEY (lpse_id) REFERENCES public.lpses(id);
ALTER TABLE ONLY public.tickets
    ADD CONSTRAINT tickets_reporter_id_fk FOREIGN KEY (reporter_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.tickets
    ADD CONSTRAINT tickets_solver_id_fk FOREIGN KEY (solver_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.watch_links
    ADD CONSTRAINT watch_links_person_id_fk FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.watch_links
    ADD CONSTRAINT watch_links_ticket_id_fk FOREIGN KEY (ticket_id) REFERENCES public.tickets(id);
ALTER TABLE ONLY public.watchers
    ADD CONSTRAINT watchers_person_id_fk FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.watchers
    ADD CONSTRAINT watchers_ticket_id_fk FOREIGN KEY (ticket_id) REFERENCES public.tickets(id);
