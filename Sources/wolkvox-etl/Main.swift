import CAllocator
import Commands

@main
enum Main {
    static func main() async {
        // By default each thread frees its memory into an arena of its own, where no other thread finds it: a run over
        // hundreds of sources would grow by what they have freed.
        limit_arenas(2)
        await runWolkvoxETL()
    }
}
