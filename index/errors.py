"""What can be wrong with an index or with the encoder it needs. Each message is one clear sentence."""

from corpus.errors import AsWrittenError


class EncoderError(AsWrittenError):
    """The text encoder cannot be found, is not what it should be, or cannot be loaded."""


class IndexFolderError(AsWrittenError):
    """A folder holds no index that can be used for the question at hand."""


class MissingIndexError(IndexFolderError):
    """No index has been built in the folder."""


class StaleIndexError(IndexFolderError):
    """The index was built from an earlier state of the documents, or by an earlier program."""


class ForeignIndexError(IndexFolderError):
    """The index belongs to other documents or to another encoder."""


class DamagedIndexError(IndexFolderError):
    """A file of the index is missing or not as it was written."""


class BusyIndexError(IndexFolderError):
    """Another process is building an index in the folder."""
