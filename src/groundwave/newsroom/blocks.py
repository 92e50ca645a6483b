"""The pieces of a story's body, in the words of the editor who puts them in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = [
    "h2",
    "h3",
    "bold",
    "italic",
    "ol",
    "ul",
    "link",
    "document-link",
    "blockquote",
    "hr",
    "superscript",
    "strikethrough",
]


class PhotoBlock(blocks.StructBlock):
    photo = ImageChooserBlock()
    caption = blocks.CharBlock(required=False, max_length=600, help_text="Empty: the photo's own caption.")
    size = blocks.ChoiceBlock(
        choices=[
            ("column", "As wide as the text"),
            ("wide", "Wider than the text"),
            ("side", "Beside the text"),
        ],
        default="column",
    )

    class Meta:
        icon = "image"
        template = "newsroom/blocks/photo.html"
        label_format = "{caption}"


class PullQuoteBlock(blocks.StructBlock):
    quote = blocks.TextBlock(max_length=500)
    who = blocks.CharBlock(required=False, max_length=160, label="Who said it")
    context = blocks.CharBlock(required=False, max_length=200, help_text="For example “mayor of Port Ansel”.")

    class Meta:
        icon = "openquote"
        template = "newsroom/blocks/pull_quote.html"
        label_format = "“{quote}”"


class AudioBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=200)
    file = DocumentChooserBlock(required=False, help_text="Our own audio, from the documents.")
    url = blocks.URLBlock(required=False, max_length=1000, help_text="Or a provider's audio, played from there.")
    seconds = blocks.IntegerBlock(required=False, min_value=1, max_value=86_400)
    credit = blocks.CharBlock(required=False, max_length=200)
    transcript = blocks.TextBlock(required=False)
    downloadable = blocks.BooleanBlock(required=False)
    message = blocks.CharBlock(required=False, max_length=300, help_text="Shown while there is nothing to play.")

    class Meta:
        icon = "media"
        template = "newsroom/blocks/audio.html"
        label_format = "{title}"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:  # a draft may say later what there is to hear
            return cleaned
        if not (cleaned["file"] or cleaned["url"] or cleaned["message"]):
            raise blocks.StructBlockValidationError(
                block_errors={"file": ValidationError("Choose a file, or give an address, or say why there is none.")}
            )
        return cleaned


class LinkCardBlock(blocks.StructBlock):
    """Instead of an embed: no page of ours lets a third party run code or count readers."""

    url = blocks.URLBlock(max_length=1000)
    title = blocks.CharBlock(max_length=200)
    description = blocks.CharBlock(required=False, max_length=300)

    class Meta:
        icon = "link-external"
        label = "Link card"
        template = "newsroom/blocks/link_card.html"
        label_format = "{title}"


class RelatedStoryBlock(blocks.StructBlock):
    story = blocks.PageChooserBlock(page_type="newsroom.Story")
    words = blocks.CharBlock(required=False, max_length=200, help_text="Empty: the story's headline.")

    class Meta:
        icon = "doc-full"
        label = "Related story"
        template = "newsroom/blocks/related_story.html"


class AsideBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160)
    text = blocks.RichTextBlock(features=["bold", "italic", "ol", "ul", "link"])

    class Meta:
        icon = "list-ul"
        label = "Box beside the text"
        template = "newsroom/blocks/aside.html"
        label_format = "{title}"


class BodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(features=TEXT_FEATURES, icon="pilcrow", template="newsroom/blocks/text.html")
    photo = PhotoBlock()
    pull_quote = PullQuoteBlock()
    audio = AudioBlock()
    link_card = LinkCardBlock()
    related_story = RelatedStoryBlock()
    aside = AsideBlock()


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=300)
    answer = blocks.RichTextBlock(features=["bold", "italic", "ol", "ul", "link"])

    class Meta:
        icon = "help"
        template = "newsroom/blocks/question.html"
        label_format = "{question}"
