-- The model at work: every five seconds it logs what came in since the last row. The log is kept for two hours.
WITH expired AS (
  DELETE FROM prediction_log WHERE predicted_at < now() - interval '2 hours'
)
INSERT INTO prediction_log
SELECT applications.*
FROM
  (SELECT max(predicted_at) AS at FROM prediction_log) AS last,
  applications(
    greatest(last.at + interval '200 milliseconds', now() - interval '1 minute'), now(), incident()
  )
\watch 5
