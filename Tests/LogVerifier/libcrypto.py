"""Ed25519 (RFC 8032) and AES-256-GCM (NIST SP 800-38D) from OpenSSL's libcrypto, for verifiers that need nothing else."""
import ctypes, ctypes.util

LIBRARY = ctypes.CDLL(ctypes.util.find_library("crypto") or "libcrypto.so.3")
for function in ("EVP_PKEY_new_raw_public_key", "EVP_MD_CTX_new", "EVP_CIPHER_CTX_new", "EVP_aes_256_gcm"):
    getattr(LIBRARY, function).restype = ctypes.c_void_p
ED25519 = 1087  # EVP_PKEY_ED25519
SET_TAG = 0x11  # EVP_CTRL_AEAD_SET_TAG
TAG = 16


class Refused(Exception):
    """A signature or a tag that is wrong."""


def verify(public, signature, message):
    """Raises unless 32 bytes of a public key have signed the message so."""
    key = ctypes.c_void_p(LIBRARY.EVP_PKEY_new_raw_public_key(ED25519, None, public, ctypes.c_size_t(len(public))))
    context = ctypes.c_void_p(LIBRARY.EVP_MD_CTX_new())
    try:
        if not key or LIBRARY.EVP_DigestVerifyInit(context, None, None, None, key) != 1:
            raise Refused("not an Ed25519 key")
        sizes = ctypes.c_size_t(len(signature)), ctypes.c_size_t(len(message))
        if LIBRARY.EVP_DigestVerify(context, signature, sizes[0], message, sizes[1]) != 1:
            raise Refused("the signature is wrong")
    finally:
        LIBRARY.EVP_MD_CTX_free(context)
        LIBRARY.EVP_PKEY_free(key)


def opened(key, nonce, sealed, header):
    """What was sealed, its tag at the end; raises unless key, nonce and header are those it was sealed with."""
    if len(key) != 32 or len(nonce) != 12 or len(sealed) < TAG:
        raise Refused("not AES-256-GCM")
    text, tag = sealed[:-TAG], sealed[-TAG:]
    plain, count = ctypes.create_string_buffer(max(1, len(text))), ctypes.c_int()
    context = ctypes.c_void_p(LIBRARY.EVP_CIPHER_CTX_new())
    try:
        done = [
            LIBRARY.EVP_DecryptInit_ex(context, ctypes.c_void_p(LIBRARY.EVP_aes_256_gcm()), None, key, nonce),
            LIBRARY.EVP_DecryptUpdate(context, None, ctypes.byref(count), header, len(header)),
            LIBRARY.EVP_DecryptUpdate(context, plain, ctypes.byref(count), text, len(text)),
            LIBRARY.EVP_CIPHER_CTX_ctrl(context, SET_TAG, TAG, tag),
            LIBRARY.EVP_DecryptFinal_ex(context, ctypes.create_string_buffer(TAG), ctypes.byref(count)),
        ]
        if done != [1] * len(done):
            raise Refused("the seal is wrong")
        return plain.raw[: len(text)]
    finally:
        LIBRARY.EVP_CIPHER_CTX_free(context)
