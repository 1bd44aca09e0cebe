package io.footman.agent.file;

import io.footman.agent.file.FileException.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Both ends of a copy or move, approved by one pair.
 *
 * @param source what is copied or moved, all links resolved
 */
record Ends(Place from, Place to, Path source) {
    /**
     * @param key the setting that approves, for the message
     * @param last whether a link as the last element of the source is followed. If not, it must still lead to somewhere
     *     approved
     */
    static Ends approve(
            Approval approval, List<FileSettings.Pair> pairs, String key, SentPath from, SentPath to, boolean last) {
        Optional<Path> source = approval.real(from, true);
        Optional<Path> named = approval.real(from, last);
        Optional<Path> target = approval.real(to, true);
        if (source.isPresent() && named.isPresent() && target.isPresent()) {
            for (FileSettings.Pair pair : pairs) {
                Optional<Place> fromPlace = approval.below(named.get(), pair.from());
                Optional<Place> toPlace = approval.below(target.get(), pair.to());
                boolean leadsInside = approval.below(source.get(), pair.from()).isPresent();
                if (fromPlace.isPresent() && toPlace.isPresent() && leadsInside) {
                    return new Ends(fromPlace.get(), toPlace.get(), source.get());
                }
            }
        }
        refuseAwaited(approval, pairs, from, to);
        throw new FileException(
                Reason.NOT_APPROVED,
                from.described() + " and " + to.described()
                        + " are not, links resolved, below the two directories of one" + " entry of footman.rest.files."
                        + key + ". Let the operator add one");
    }

    /** A file cannot become itself, nor a folder a part or the whole of itself. */
    void refuseNesting(SentPath to) {
        if (to().real().startsWith(source) || source.startsWith(to().real())) {
            throw new FileException(
                    Reason.FAILED,
                    to.described() + " is the same as fromFile, in it or above it. Choose another target");
        }
    }

    private static void refuseAwaited(Approval approval, List<FileSettings.Pair> pairs, SentPath from, SentPath to) {
        for (FileSettings.Pair pair : pairs) {
            boolean below = from.path().startsWith(pair.from()) && to.path().startsWith(pair.to());
            if (below && approval.awaits(from, pair.from())) {
                throw new FileException(
                        Reason.MISSING, from.described() + ": its approved directory is not there, or not connected");
            }
            if (below && approval.awaits(to, pair.to())) {
                throw new FileException(
                        Reason.FAILED, to.described() + ": its approved directory is not there, or not connected");
            }
        }
    }
}
