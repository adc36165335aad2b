/** Put in by the build. */
declare const __TRACER_VERSION__: string
declare const __TRACER_BUILD__: string
/** Raw Ed25519 public key in base64 that signs updates; empty in a build that takes none. */
declare const __TRACER_UPDATE_KEY__: string
