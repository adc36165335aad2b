import { useEffect, useState } from 'react'
import { localDay } from '../ui/dates'

/** The day on this device's clock, ISO 8601. Changes by itself at midnight. */
export function useToday(): string {
  const [today, setToday] = useState(() => localDay(new Date()))
  useEffect(() => {
    const timer = window.setInterval(() => setToday(localDay(new Date())), 30_000)
    return () => window.clearInterval(timer)
  }, [])
  return today
}

/** Now, as often as a text like "12 minutes ago" needs it. */
export function useNow(everyMs = 30_000): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = window.setInterval(() => setNow(new Date()), everyMs)
    return () => window.clearInterval(timer)
  }, [everyMs])
  return now
}
