internal import ETL

/// What zlib refused.
enum ZlibError {
    static func outOfMemory() -> ETLError {
        ETLError(.files, scope: .run, "There was no memory to compress", advice: "Give the process more memory")
    }
}

/// Bytes that are no sound gzip stream.
struct DamagedGzip: Error {
    let reason: String
}
