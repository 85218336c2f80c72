import java.io.FileInputStream;
import java.util.zip.GZIPInputStream;

/** Decompresses a file to stdout with what Java's own library has, as Spark and Hive do. */
class Gunzip {
    public static void main(String[] words) throws Exception {
        try (var input = new GZIPInputStream(new FileInputStream(words[0]))) {
            input.transferTo(System.out);
        }
        System.out.flush();
    }
}
