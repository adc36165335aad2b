import { writeFileSync } from 'node:fs'

/** Loaded into a program before anything else: says in a file, when it ends, what it took. */
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const took = { milliseconds: (userCPUTime + systemCPUTime) / 1000, peak: maxRSS * 1024 }
  writeFileSync(process.env['TRACER_MEASURED'] ?? '', JSON.stringify(took))
})
