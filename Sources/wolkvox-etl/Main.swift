import CAllocator
import Commands

@main
enum Main {
    static func main() async {
        // By default each thread frees its memory into an arena of its own, where no other thread finds it, and one large
        // piece that is freed keeps all later ones of its size: a run over hundreds of sources would grow by that.
        give_memory_back(2, 2 << 20)
        give_relocations_back()
        await runWolkvoxETL()
    }
}
