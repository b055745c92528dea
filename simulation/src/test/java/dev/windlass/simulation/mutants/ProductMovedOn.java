package dev.windlass.simulation.mutants;

/** A mutant's edit does not fit the product's source any more. */
final class ProductMovedOn extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProductMovedOn(Mutant mutant, String how) {
        super("the product has moved on: the text that mutant %s replaces %s %s. Correct mutants.yaml. The text: %s"
                .formatted(mutant.name(), how, mutant.file(), mutant.find()));
    }
}
