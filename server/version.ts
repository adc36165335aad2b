declare const __TRACER_VERSION__: string | undefined

/** The version of Tracer; `source` where it runs from its source, unbuilt. */
export const VERSION = typeof __TRACER_VERSION__ === 'string' ? __TRACER_VERSION__ : 'source'
