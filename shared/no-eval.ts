import { z } from 'zod'

/**
 * To be imported by a page or worker before anything that makes a schema. Its policy forbids code made from strings,
 * which zod would otherwise try, for speed, with the first object schema.
 */
z.config({ jitless: true })
