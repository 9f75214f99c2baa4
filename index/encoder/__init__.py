"""Texts to vectors: the encoder's weights, checked; compiled to ONNX when first used.

The way in is ``load.load_encoder``.
"""
