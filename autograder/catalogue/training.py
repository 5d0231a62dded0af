"""The pieces around the cell: nine exercises, from one-hot vectors to perplexity."""

from __future__ import annotations

from autograder.catalogue.model import Assignment, Exercise
from autograder.catalogue.text import Text
from autograder.catalogue.training_mistakes import MISTAKES

TRAINING = Assignment(
    name="training",
    title=Text("The pieces around the cell", "循环单元之外的部件"),
    exercises=(
        Exercise(
            name="one_hot",
            title=Text("one-hot vectors", "one-hot 向量"),
            points=8,
            takes="indices depth",
            returns="encoded",
            mistakes=MISTAKES["one_hot"],
        ),
        Exercise(
            name="embedding_forward",
            title=Text("an embedding looks up rows", "嵌入层：按下标取行"),
            points=8,
            takes="indices:NT table:VE",
            returns="out:NTE cache",
            mistakes=MISTAKES["embedding_forward"],
        ),
        Exercise(
            name="embedding_backward",
            title=Text("what comes back to the rows", "传回各行的梯度"),
            points=14,
            takes="dout:NTE cache",
            returns="dtable:VE",
            after="embedding_forward",
            mistakes=MISTAKES["embedding_backward"],
        ),
        Exercise(
            name="dropout_forward",
            title=Text("inverted dropout", "反向缩放的 dropout（inverted dropout）"),
            points=16,
            takes="x p rng training",
            returns="out cache",
            mistakes=MISTAKES["dropout_forward"],
        ),
        Exercise(
            name="dropout_backward",
            title=Text("the gradient goes where x has gone", "梯度沿着前向走过的路返回"),
            points=10,
            takes="dout cache",
            returns="dx",
            after="dropout_forward",
            mistakes=MISTAKES["dropout_backward"],
        ),
        Exercise(
            name="sgd_step",
            title=Text("one step of gradient descent", "梯度下降的一步"),
            points=6,
            takes="params grads lr",
            returns="updated",
            mistakes=MISTAKES["sgd_step"],
        ),
        Exercise(
            name="adam_step",
            title=Text("one step of Adam", "Adam 的一步"),
            points=20,
            takes="params grads state lr beta1 beta2 eps",
            returns="updated state",
            mistakes=MISTAKES["adam_step"],
        ),
        Exercise(
            name="sample",
            title=Text("draw the next character", "抽取下一个字符"),
            points=12,
            takes="probabilities temperature rng",
            returns="index",
            mistakes=MISTAKES["sample"],
        ),
        Exercise(
            name="perplexity",
            title=Text("perplexity", "困惑度"),
            points=6,
            takes="losses",
            returns="value",
            mistakes=MISTAKES["perplexity"],
        ),
    ),
)
