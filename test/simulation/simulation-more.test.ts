import { test } from 'vitest'
import { playHalf } from './schedules'

test('1,500 more schedules', { timeout: 1_200_000 }, () => playHalf(1))
