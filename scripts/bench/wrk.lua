-- Posts one body over and over, looks at every answer, and says what was found as a line of JSON.
wrk.method = "POST"
wrk.body = os.getenv("BENCH_BODY")

local expected = os.getenv("BENCH_EXPECT")
local refused = os.getenv("BENCH_REFUSE")
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init()
  wrong = 0
end

function response(status, _, body)
  local right = status == 200 and body:find(expected, 1, true)
  if not right or (refused and body:find(refused, 1, true)) then
    wrong = wrong + 1
  end
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout
  for _, thread in ipairs(threads) do
    failed = failed + thread:get("wrong")
  end
  local format = '{"requests":%d,"seconds":%f,"wrong":%d,"p50Ms":%f,"p99Ms":%f}'
  local p50, p99 = latency:percentile(50) / 1000, latency:percentile(99) / 1000
  print("\n" .. format:format(summary.requests, summary.duration / 1e6, failed, p50, p99))
end
