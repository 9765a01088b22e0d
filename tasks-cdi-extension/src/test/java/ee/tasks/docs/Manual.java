package ee.tasks.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documents in AsciiDoc: which there are, what they link to, and which anchors they have. */
final class Manual {

    static final Path INDEX = Path.of("docs", "index.adoc");

    private static final Path ROOT = Path.of("..");
    private static final Path PAGES = Path.of("docs");

    /** Decisions are never edited, so neither are their links; what is built is nobody's text. */
    private static final Set<String> LEFT_OUT = Set.of("adr", "target", ".git");

    private static final Pattern LISTING = Pattern.compile("(?ms)^(-{4,}|\\.{4,})$.*?^\\1$");
    private static final Pattern LINK =
            Pattern.compile("(?:\\b(?:link|xref):([^\\[\\s]+)\\[)|(?:<<([^,>\\s]+)(?:,[^>]*)?>>)");
    private static final Pattern ANCHOR = Pattern.compile("\\[#([\\w-]+)[^]]*]|\\[\\[([\\w-]+)]]");
    private static final Pattern HEADING = Pattern.compile("(?m)^={2,6} (.+)$");
    private static final Pattern ATTRIBUTE = Pattern.compile("(?m)^:purpose: (.+)$");

    private Manual() {}

    /** @param target what it says, without the anchor; empty for one within the document */
    record Link(Path from, String target, String anchor) {

        boolean isExternal() {
            return target.matches("[a-z]+:.*");
        }

        /** The document or file that it leads to, relative to the root. */
        Path file() {
            return target.isEmpty() ? from : from.resolveSibling(target).normalize();
        }
    }

    /** All documents, relative to the root. */
    static List<Path> documents() {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return LEFT_OUT.contains(directory.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(".adoc")) {
                        found.add(ROOT.relativize(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(found);
        return found;
    }

    /** The pages of the manual: the documents in its directory. */
    static List<Path> pages() {
        return documents().stream().filter(file -> file.startsWith(PAGES)).toList();
    }

    static String text(Path document) {
        return Snippets.document(document.toString());
    }

    static boolean exists(Path file) {
        return Files.exists(ROOT.resolve(file));
    }

    /** What a page is for: the name of its directory, or what its attribute says where it is in none of the four. */
    static String purpose(Path page, Set<String> purposes) {
        String directory = page.getName(page.getNameCount() - 2).toString();
        return purposes.contains(directory)
                ? directory
                : ATTRIBUTE
                        .matcher(text(page))
                        .results()
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElse("");
    }

    static List<Link> links(Path document) {
        return LINK.matcher(LISTING.matcher(text(document)).replaceAll(""))
                .results()
                .map(found ->
                        found.group(1) != null ? link(document, found.group(1)) : within(document, found.group(2)))
                .toList();
    }

    private static Link link(Path from, String target) {
        int hash = target.indexOf('#');
        return hash < 0
                ? new Link(from, target, "")
                : new Link(from, target.substring(0, hash), target.substring(hash + 1));
    }

    private static Link within(Path from, String target) {
        return target.contains("#") ? link(from, target) : new Link(from, "", target);
    }

    /** Those that somebody set, and those that AsciiDoctor makes of headings. */
    static Set<String> anchors(Path document) {
        String text = LISTING.matcher(text(document)).replaceAll("");
        Set<String> anchors = new HashSet<>();
        ANCHOR.matcher(text)
                .results()
                .flatMap(found -> Stream.of(found.group(1) == null ? found.group(2) : found.group(1)))
                .forEach(anchors::add);
        HEADING.matcher(text)
                .results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^\\w .-]", "").replaceAll("[ .-]+", "_"))
                .forEach(title -> anchors.add("_" + title.replaceAll("_+$", "")));
        return anchors;
    }
}
