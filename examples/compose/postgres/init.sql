-- A loan service's database. The model writes its log as the owner; the exporter may only read.
CREATE ROLE tidegauge LOGIN PASSWORD :'password' CONNECTION LIMIT 4;
GRANT pg_read_all_data TO tidegauge;

CREATE TABLE prediction_log (
  predicted_at  timestamptz NOT NULL,
  request_id    uuid NOT NULL,
  model_version text NOT NULL,
  score         float8,
  decision      text,
  income        float8,
  amount        float8,
  debt_ratio    float8,
  age           int,
  purpose       text,
  employment    text
);
CREATE INDEX ON prediction_log (predicted_at);
CREATE TABLE training_rows (LIKE prediction_log);

CREATE FUNCTION about_normal() RETURNS float8 LANGUAGE sql VOLATILE AS
  'SELECT 2 * (random() + random() + random() - 1.5)';

-- Five applications a second in [start, stop), and what the model says of them. An incident spoils some.
CREATE FUNCTION applications(start timestamptz, stop timestamptz, incident text)
RETURNS SETOF prediction_log LANGUAGE sql VOLATILE AS $$
  WITH applicants AS (
    SELECT
      at,
      exp(10.4 + 0.45 * about_normal()) AS income,
      exp(9.2 + 0.6 * about_normal()) * CASE incident WHEN 'larger amounts' THEN 1.6 ELSE 1 END AS amount,
      0.1 + 0.9 * random() * random() AS debt_ratio,
      19 + (55 * random() ^ 1.3)::int AS age,
      random() AS nothing_known,
      random() AS why,
      random() AS work
    FROM generate_series(start, stop - interval '1 millisecond', interval '200 milliseconds') AS at
  ), scored AS (
    SELECT *, 1 / (1 + exp(-(7 + 2.2 * debt_ratio + 0.9 * ln(amount) - 1.6 * ln(income)))) AS score
    FROM applicants
  )
  SELECT
    at,
    gen_random_uuid(),
    'v1',
    score,
    CASE WHEN score < 0.4 THEN 'approve' WHEN score < 0.7 THEN 'review' ELSE 'decline' END,
    CASE WHEN nothing_known >= CASE incident WHEN 'missing income' THEN 0.3 ELSE 0.02 END THEN income END,
    amount,
    debt_ratio,
    age,
    CASE
      WHEN incident = 'new purpose' AND why < 0.1 THEN 'solar_roof'
      WHEN why < 0.45 THEN 'car'
      WHEN why < 0.75 THEN 'home'
      WHEN why < 0.9 THEN 'debt'
      ELSE 'other'
    END,
    CASE
      WHEN work < 0.7 THEN 'employed'
      WHEN work < 0.85 THEN 'self_employed'
      WHEN work < 0.95 THEN 'retired'
      ELSE 'none'
    END
  FROM scored
$$;

-- Turns of five minutes; the first incident begins two minutes after the server.
CREATE FUNCTION incident() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT (ARRAY['none', 'new purpose', 'none', 'missing income', 'none', 'larger amounts'])
    [1 + floor(extract(epoch FROM now() - pg_postmaster_start_time()) / 300 + 0.6)::int % 6]
$$;

INSERT INTO training_rows
  SELECT * FROM applications('2026-10-01T00:00:00Z', '2026-10-01T06:00:00Z', 'none');
INSERT INTO prediction_log SELECT * FROM applications(now() - interval '1 hour', now(), 'none');
ANALYZE;
