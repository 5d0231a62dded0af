"""The pieces around the cell: one-hot, embedding, dropout, two optimizers, sampling and perplexity."""

from __future__ import annotations

from autograder.catalogue.model import Assignment, Exercise
from autograder.catalogue.text import Text
from autograder.catalogue.training_mistakes import MISTAKES

TRAINING = Assignment(
    name="training",
    title=Text("The pieces around the cell", "单元之外的部件"),
    exercises=(
        Exercise(
            name="one_hot",
            title=Text("letters as rows with a single 1", "字母写成只有一个 1 的行"),
            points=6,
            takes="indices depth",
            returns="encoded",
            mistakes=MISTAKES["one_hot"],
        ),
        Exercise(
            name="embedding_forward",
            title=Text("letters as rows of a table", "字母写成表中的行"),
            points=8,
            takes="indices:NT table:VE",
            returns="out:NTE cache",
            mistakes=MISTAKES["embedding_forward"],
        ),
        Exercise(
            name="embedding_backward",
            title=Text("the table's gradient", "表的梯度"),
            points=14,
            takes="dout:NTE cache",
            returns="dtable:VE",
            after="embedding_forward",
            mistakes=MISTAKES["embedding_backward"],
        ),
        Exercise(
            name="dropout_forward",
            title=Text("inverted dropout", "倒置 dropout（inverted dropout）"),
            points=14,
            takes="x:NH p rng training",
            returns="y:NH cache",
            mistakes=MISTAKES["dropout_forward"],
        ),
        Exercise(
            name="dropout_backward",
            title=Text("dropout backward", "dropout 的反向"),
            points=8,
            takes="dout:NH cache",
            returns="dx:NH",
            after="dropout_forward",
            mistakes=MISTAKES["dropout_backward"],
        ),
        Exercise(
            name="sgd_step",
            title=Text("a step of gradient descent", "梯度下降的一步"),
            points=6,
            takes="params grads lr",
            returns="updated",
            mistakes=MISTAKES["sgd_step"],
        ),
        Exercise(
            name="adam_step",
            title=Text("a step of Adam", "Adam 的一步"),
            points=20,
            takes="params grads state lr beta1 beta2 eps",
            returns="updated state",
            mistakes=MISTAKES["adam_step"],
        ),
        Exercise(
            name="sample",
            title=Text("draw the next letter", "抽取下一个字母"),
            points=16,
            takes="probabilities:V temperature rng",
            returns="index",
            mistakes=MISTAKES["sample"],
        ),
        Exercise(
            name="perplexity",
            title=Text("how many letters it seems to guess among", "相当于在多少个字母中猜"),
            points=8,
            takes="losses:T",
            returns="value",
            mistakes=MISTAKES["perplexity"],
        ),
    ),
)
