import Disk

/// What the program needs of the machine it runs on.
enum SystemNeeds {
    /// What is missing, and what to do about it; nil if nothing is.
    ///
    /// On Linux the standard library finds a program's arguments in `/proc`, and libdispatch ends the process (SIGILL) when
    /// it cannot see its own threads there, at a moment that nobody can foresee.
    static func mistake() -> String? {
        #if os(Linux)
        guard !Files.isReadable("/proc/self/task") else { return nil }
        return
            "/proc is not mounted, and the program cannot run without it. Mount it (`mount -t proc proc /proc`), or give"
            + " the container or jail its /proc, and run again."
        #else
        return nil
        #endif
    }
}
