"""What each network is trained by: rounds, each a rise and fall of the learning rate, with a look of its own."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Round:
    """`..._from` are shares of its updates; mirrored and outlined are shares of the pictures."""

    name: str
    after: int  # updates before it
    updates: int
    rate: float
    memory: float  # of the moving average of the weights, which is what a round leaves
    true_colours_from: float  # hues stay, little is line art or of one colour
    dreams_from: float
    mirrored: float = 0
    outlined: float = 0

    def done(self, update):
        """The share of it that is done."""
        return min(1, (update - self.after) / self.updates)

    @property
    def last(self):
        return self.after + self.updates


FIRST = Round("first", 0, 18_000, rate=1.7e-3, memory=0.998, true_colours_from=0.6, dreams_from=0.8)
OUTLINED = Round("outlined", 18_000, 5_400, rate=1e-3, memory=0.995, true_colours_from=0, dreams_from=0.78, outlined=0.2)
MIRRORED = replace(OUTLINED, name="mirrored", outlined=0.12, mirrored=0.1)
OUTLINED_AGAIN = replace(OUTLINED, name="outlined-again", after=OUTLINED.last, outlined=0.3)
MIRRORED_AGAIN = replace(OUTLINED, name="mirrored-again", after=OUTLINED.last, outlined=0.2, mirrored=0.1)
PAIRS = ((OUTLINED, MIRRORED), (OUTLINED_AGAIN, MIRRORED_AGAIN))  # each goes on from the one before it, with their mean's weights


@dataclass(frozen=True)
class Recipe:
    """Of one network."""

    seed: int
    first: Round
    pairs: tuple
    of_first: float = 0  # share of the first round's weights in the end; the rest is the last pair's mean


# The second one never sees a thing in another thing's colours: what both agree on has the right form and the right colours.
# Outlined pictures teach it what is robust, and to draw thick black outlines: most of that is taken back.
RECIPES = (Recipe(0, FIRST, PAIRS), Recipe(1, replace(FIRST, true_colours_from=0), PAIRS[:1], of_first=0.7))


def shortened(recipe, share, step):
    """The recipe with all its rounds shortened to a share of their updates, in whole steps."""
    of = lambda each: max(1, round(each.updates * share / step)) * step
    first = replace(recipe.first, updates=of(recipe.first))
    pairs, after = [], first.last
    for pair in recipe.pairs:
        pairs.append(tuple(replace(each, after=after, updates=of(each)) for each in pair))
        after = pairs[-1][0].last
    return replace(recipe, first=first, pairs=tuple(pairs))
